package com.example.shop.web;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns the shop's exceptions into answers; any other exception goes on to the container. */
@RestControllerAdvice
class ErrorHandlers {
  @ExceptionHandler
  @ResponseStatus(HttpStatus.NOT_FOUND)
  ErrorResponse notFound(NotFoundException e) {
    return new ErrorResponse(messageOf(e));
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.CONFLICT)
  ErrorResponse conflict(ConflictException e) {
    return new ErrorResponse(messageOf(e));
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  ErrorResponse invalidField(InvalidFieldException e) {
    return new ErrorResponse(
        "The request is not valid", Collections.singletonMap(e.field(), messageOf(e)));
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  ErrorResponse invalidBody(MethodArgumentNotValidException e) {
    Map<String, String> fields = new TreeMap<>();
    for (FieldError error : e.getBindingResult().getFieldErrors()) {
      fields.put(error.getField(), String.valueOf(error.getDefaultMessage()));
    }
    return new ErrorResponse("The request is not valid", fields);
  }

  private static String messageOf(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
