package io.opsagent.testapps.tomcat;

import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests that belong together, in their order. Flows know nothing of each other. */
@FunctionalInterface
interface Flow {
  /** Sends everything to the server on this port of 127.0.0.1. */
  List<Exchange> run(int port) throws IOException;

  /** Each request on a connection of its own, without cookies. */
  static Flow single(Step step) {
    return port -> List.of(new Exchange(step, RawHttp.exchange(port, step.bytes())));
  }

  /** As one visitor: the session cookie of an answer is sent from then on. */
  static Flow session(Step... steps) {
    return port -> {
      List<Exchange> done = new ArrayList<>();
      Optional<String> cookie = Optional.empty();
      for (Step step : steps) {
        Step sent = cookie.map(value -> step.withHeader("Cookie: " + value)).orElse(step);
        RawAnswer answer = RawHttp.exchange(port, sent.bytes());
        Optional<String> fresh = sessionCookie(answer);
        cookie = fresh.isPresent() ? fresh : cookie;
        done.add(new Exchange(sent, answer));
      }
      return done;
    };
  }

  /** One after the other on one connection. */
  static Flow keepAlive(List<Step> steps) {
    return port -> {
      List<Exchange> done = new ArrayList<>();
      try (RawHttp connection = RawHttp.connect(port)) {
        for (Step step : steps) {
          connection.send(step.bytes());
          done.add(new Exchange(step, connection.read(step.method())));
        }
      }
      return done;
    };
  }

  /** All sent before the first answer is read. */
  static Flow pipelined(List<Step> steps) {
    return port -> {
      List<Exchange> done = new ArrayList<>();
      try (RawHttp connection = RawHttp.connect(port)) {
        for (Step step : steps) {
          connection.send(step.bytes());
        }
        for (Step step : steps) {
          done.add(new Exchange(step, connection.read(step.method())));
        }
      }
      return done;
    };
  }

  /** Reads the head and so many lines of an endless answer, then goes away. */
  static Flow endless(Step step, int lines) {
    return port -> {
      try (RawHttp connection = RawHttp.connect(port)) {
        connection.send(step.bytes());
        RawAnswer head = connection.readHead();
        for (int i = 0; i < lines; i++) {
          connection.readBodyLine();
        }
        return List.of(new Exchange(step, head));
      }
    };
  }

  /** An upgrade followed by frames; everything until the server closes is kept. */
  static Flow upgraded(Step step, byte[] frames) {
    return port -> {
      try (RawHttp connection = RawHttp.connect(port)) {
        connection.send(step.bytes());
        RawAnswer answer = connection.read(step.method());
        connection.send(frames);
        return List.of(new Exchange(step, answer, connection.readRest()));
      }
    };
  }

  private static Optional<String> sessionCookie(RawAnswer answer) {
    return answer.headers("Set-Cookie").stream()
        .filter(value -> value.startsWith("JSESSIONID="))
        .map(value -> value.split(";", 2)[0])
        .findFirst();
  }
}
