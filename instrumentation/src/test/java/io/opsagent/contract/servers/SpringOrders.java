package io.opsagent.contract.servers;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A controller as people write them. */
@RestController
@RequestMapping("/orders")
public class SpringOrders {

  @RequestMapping(path = "/{id}", method = RequestMethod.GET, produces = "text/plain")
  public String find(@PathVariable("id") String id) {
    return "order " + id;
  }

  @RequestMapping("/{id}/lost")
  public String lost(@PathVariable("id") String id) {
    throw new NoSuchOrder(id);
  }

  @RequestMapping("/{id}/broken")
  public String broken(@PathVariable("id") String id) {
    throw new IllegalStateException("broken " + id);
  }

  @ExceptionHandler(NoSuchOrder.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  @ResponseBody
  public String notFound(NoSuchOrder failure) {
    return "not found: " + failure.getMessage();
  }

  /** An exception that the application makes a 404 of. */
  static final class NoSuchOrder extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchOrder(String id) {
      super("no order " + id);
    }
  }
}
