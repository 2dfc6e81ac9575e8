package com.example.contract.boot;

import com.example.contract.common.Contents;
import com.example.contract.common.Gate;
import com.example.contract.common.Later;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers of a given size, written by different means. */
@RestController
class StreamController {
  private static final Gate GATE = new Gate();
  private static final int PIECE_BYTES = 1_000;
  private static final int FLUSHED_BYTES = 100;
  private static final int MEGABYTE = 1024 * 1024;

  @RequestMapping("/binary")
  ResponseEntity<byte[]> binary(@RequestParam("size") int size) {
    return ResponseEntity.ok()
        .header("Content-Type", "application/octet-stream")
        .body(Contents.binary(size));
  }

  @RequestMapping("/write")
  void write(
      @RequestParam(name = "how", defaultValue = "stream") String how,
      @RequestParam("size") int size,
      HttpServletResponse response)
      throws IOException {
    String json = Contents.json(size);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    switch (how) {
      case "writer" -> response.getWriter().write(json);
      case "single" -> {
        for (byte next : bytes) {
          response.getOutputStream().write(next);
        }
      }
      default -> {
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
          response.getOutputStream().write(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
        }
      }
    }
  }

  @RequestMapping({"/compressed", "/gzip-filter"})
  void json(@RequestParam("size") int size, HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(Contents.json(size).getBytes(StandardCharsets.UTF_8));
  }

  @RequestMapping("/flushes")
  void flushes(
      @RequestParam("count") int count,
      @RequestParam(name = "delay", defaultValue = "0") int delayMillis,
      HttpServletResponse response)
      throws IOException {
    response.setContentType(PlainController.TEXT);
    byte[] piece = Contents.text(FLUSHED_BYTES);
    OutputStream out = response.getOutputStream();
    for (int i = 0; i < count; i++) {
      out.write(piece);
      out.flush();
      Later.pause(delayMillis);
    }
  }

  @RequestMapping("/events")
  void events(@RequestParam("count") int count, HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    OutputStream out = response.getOutputStream();
    for (int i = 1; i <= count; i++) {
      out.write(Contents.event(i).getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  @RequestMapping("/slow")
  void slow(@RequestParam("bytes") int bytes, HttpServletResponse response) throws IOException {
    response.setContentType(PlainController.TEXT);
    byte[] piece = Contents.text(MEGABYTE);
    OutputStream out = response.getOutputStream();
    for (int left = bytes; left > 0; left -= piece.length) {
      out.write(piece, 0, Math.min(left, piece.length));
    }
  }

  @RequestMapping("/hold")
  ResponseEntity<String> hold() {
    GATE.hold().join();
    return PlainController.text("released\n");
  }

  @RequestMapping("/await-held")
  ResponseEntity<String> awaitHeld() {
    GATE.awaitHeld().join();
    return PlainController.text("held\n");
  }

  @RequestMapping("/release")
  ResponseEntity<String> release() {
    GATE.release();
    return PlainController.text("released\n");
  }
}
