package io.opsagent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report = new Report(ZoneOffset.UTC);

  @Test
  void a_row_is_one_line_with_a_time_of_day_and_a_short_path() throws IOException {
    JsonNode row =
        json(
            """
            {"id": 1, "time": 1767261845.918465, "duration": 6, "level": "WARN", "method": "get",
             "path": "/shop/api/carts/0b4e66c2-0224-4dd7-9c66-f00000000000/items/1", "status": 404,
             "endpoint_ident": null}
            """);

    assertThat(report.table(List.of(row)).lines())
        .containsExactly(
            "  TIME         LEVEL METHOD STATUS    MS  "
                + "PATH                                         ENDPOINT",
            "  10:04:05.918 WARN  GET    404        6  "
                + "/shop/api/carts/0b4e66c2-0224-4dd7-9c66-f... -");
  }

  @Test
  void a_detail_shows_nested_members_indented_and_leaves_out_what_is_not_there()
      throws IOException {
    JsonNode row =
        json(
            """
            {"id": 7, "status": 401, "data": {"email": "a@b", "password": "******"},
             "response_headers": {}, "result": null, "messages": ["first\\n line", "second"]}
            """);

    assertThat(report.detail(row).lines())
        .containsExactly(
            "  id                   7",
            "  status               401",
            "  data",
            "    email                a@b",
            "    password             ******",
            "  messages             first line",
            "  messages             second");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
