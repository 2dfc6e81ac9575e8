package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.FormParserFactory;

/** Takes a form and finds every password too short. It repeats it, as careless software does. */
final class Registration implements HttpHandler {
  private static final FormParserFactory FORMS = FormParserFactory.builder().build();

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    FormDataParser parser = FORMS.createParser(exchange);
    if (parser == null) {
      exchange.setStatusCode(415);
      return;
    }
    parser.parse(Registration::refuse);
  }

  private static void refuse(HttpServerExchange exchange) {
    FormData form = exchange.getAttachment(FormDataParser.FORM_DATA);
    exchange.setStatusCode(422);
    Pages.json(
        exchange,
        "{\"error\": \"too short\", \"user\": \""
            + form.getFirst("user").getValue()
            + "\", \"password\": \""
            + form.getFirst("password").getValue()
            + "\"}");
  }
}
