package com.example.contract.netty;

import com.example.contract.common.ParameterLines;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Forms and parts, by Netty's own decoder. */
final class Forms {
  private Forms() {}

  static void parameters(Call call, FullHttpRequest request) {
    Map<String, List<String>> all = new TreeMap<>();
    call.target().parameters().forEach((name, values) -> all.put(name, new ArrayList<>(values)));
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
      String encoding = call.parameter("encoding");
      Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
      HttpPostRequestDecoder decoder =
          new HttpPostRequestDecoder(new DefaultHttpDataFactory(false, charset), request, charset);
      try {
        for (InterfaceHttpData field : decoder.getBodyHttpDatas()) {
          all.computeIfAbsent(field.getName(), unused -> new ArrayList<>())
              .add(((Attribute) field).getValue());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        decoder.destroy();
      }
    }
    call.text(ParameterLines.of(all));
  }

  static void multipart(Call call, FullHttpRequest request) {
    StringBuilder lines = new StringBuilder();
    HttpPostRequestDecoder decoder =
        new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
    try {
      for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
        lines.append(part.getName()).append(' ').append(((HttpData) part).length()).append('\n');
      }
    } finally {
      decoder.destroy();
    }
    call.text(lines.toString());
  }
}
