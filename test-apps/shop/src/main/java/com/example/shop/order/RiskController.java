package com.example.shop.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Switches the check of orders on and off. */
@RestController
@RequestMapping("/api/risk-check")
class RiskController {
  private final RiskCheck check;

  RiskController(RiskCheck check) {
    this.check = check;
  }

  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void put(@RequestBody Switch wanted) {
    check.setEnabled(wanted.enabled);
  }

  /** Whether orders are checked. */
  static final class Switch {
    private final boolean enabled;

    @JsonCreator
    Switch(@JsonProperty(value = "enabled", required = true) boolean enabled) {
      this.enabled = enabled;
    }
  }
}
