package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlMaskingTest {
  private static final String SECRET = "hunter2";
  private static final List<String> TYPES =
      List.of("postgresql", "mysql", "mariadb", "h2", "oracle", "sqlserver", "unheard-of");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from users where password = 'hunter2'",
        "select * from users where password = 'it''s hunter2' and x = 'hunter2'",
        "select * from users where a = E'it\\'s hunter2' and b = 'hunter2'",
        "select * from users where a = 'x\\' and b = 'hunter2'",
        "select * from users where a = 'x\\' or pw=' and b = 'hunter2'",
        "select * from users where a = 'x\\\\' and b = 'hunter2'",
        "select * from users where a = N'hunter2' or a = n'hunter2'",
        "select $$hunter2$$, $tag$it's hunter2$tag$, $1",
        "select $a$ hunter2 $$ hunter2 $a$",
        "select $$ hunter2",
        "select q'[it's hunter2]', nq'{it's hunter2}', Q'!hunter2!' from dual",
        "select /* hunter2 */ 1 /* a /* hunter2 */ hunter2 */",
        "select 1 -- hunter2\nfrom t",
        "select 1 -- hunter2",
        "select 1 /* hunter2",
        "select 'hunter2",
        "select 'a' 'hunter2'",
        "insert into t values (1, 'hunter2'), (-2, 'hunter2'), (x'hunter2', U&'hunter2')",
        "select * from t where a in ('hunter2', 'hunter2', 'b')",
        "select _utf8'hunter2', _latin1 'hunter2'",
        "create user bob identified by hunter2",
        "alter user bob identified by 'hunter2' account unlock",
        "select `a` from t where b = 'hunter2' and c = '`hunter2`'",
        "select {d 'hunter2'}, {ts'hunter2'}",
        "select 'hunter2'::text, cast('hunter2' as text), date'hunter2'",
        "select 0xhunter2, 1hunter2, 12.5ehunter2"
      })
  void no_literal_is_left_whatever_the_database(String sql) {
    for (String type : TYPES) {
      assertThat(SqlMasking.mask(sql, type)).as(type).doesNotContain(SECRET);
      // Wherever the text was cut: a literal that does not end is one all the same.
      for (int end = 0; end < sql.length(); end++) {
        String cut = sql.substring(0, end);
        if (cut.contains(SECRET) || !cut.contains("hunter")) {
          assertThat(SqlMasking.mask(cut, type)).as("%s: %s", type, cut).doesNotContain("hunter");
        }
      }
    }
  }

  @Test
  void a_text_in_double_quotes_is_a_name_only_where_it_cannot_be_a_literal() {
    String sql = "select \"hunter2\" from t";
    assertThat(SqlMasking.mask(sql, "postgresql")).isEqualTo("select \"hunter2\" from t");
    for (String type : List.of("mysql", "mariadb", "sqlserver", "unheard-of")) {
      assertThat(SqlMasking.mask(sql, type)).isEqualTo("select ? from t");
    }
  }

  @Test
  void a_statement_without_literals_stays_as_it_is() {
    String sql =
        "select o.id, o.name from orders o join items i on i.order_id = o.id where i.a = ?";
    assertThat(SqlMasking.mask(sql, "h2")).isEqualTo(sql);
  }

  @Test
  void statements_that_differ_in_literals_blanks_and_comments_are_one() {
    String one = SqlMasking.mask("select * from t  where a = 1 and b in (1,2,3)", "mysql");
    String other =
        SqlMasking.mask("select *\n from t /* x */ where a = -1 and b in ( 4 )", "mysql")
            .replace("-?", "?");
    assertThat(one).isEqualTo("select * from t where a = ? and b in (?)").isEqualTo(other);
  }

  @Test
  void lists_of_values_are_one_however_long_and_wherever_cut() {
    StringBuilder rows = new StringBuilder("insert into t (a, b) values ");
    for (int i = 0; i < 500; i++) {
      rows.append(i == 0 ? "" : ", ")
          .append("(")
          .append(i)
          .append(", 'x")
          .append(i)
          .append("', -")
          .append(i)
          .append(")");
    }
    assertThat(SqlMasking.mask(rows.toString(), "h2")).isEqualTo("insert into t (a, b) values (?)");
    assertThat(SqlMasking.mask(rows.substring(0, 3_000), "h2"))
        .startsWith("insert into t (a, b) values (?)")
        .hasSizeLessThan(50);
  }

  @Test
  void names_with_digits_and_numbers_are_told_apart() {
    assertThat(
            SqlMasking.mask("select a1, t2.b3, 12, 1.5e-3, .5, 0xff, $2, :name, @v from t9", "h2"))
        .isEqualTo("select a1, t2.b3, ?, :name, @v from t9");
  }

  @Test
  void a_hash_begins_a_comment_in_mysql_and_an_operator_in_postgresql() {
    assertThat(SqlMasking.mask("select 1 # note\nfrom t", "mysql")).isEqualTo("select ? from t");
    assertThat(SqlMasking.mask("select a #>> b from t", "postgresql"))
        .isEqualTo("select a #>> b from t");
  }

  @Test
  void what_follows_an_ambiguous_literal_is_left_out_and_said() {
    assertThat(SqlMasking.mask("select 'a\\' , secret from t", "mysql")).isEqualTo("select ?...");
  }

  @Test
  void a_megabyte_of_sql_takes_no_longer_than_its_result() {
    String long1 = "select * from t where a = '" + "x".repeat(1 << 20) + "'";
    assertThat(SqlMasking.mask(long1, "h2")).isEqualTo("select * from t where a = ?");
    String long2 = "select " + "a, ".repeat(1 << 19) + "b from t";
    assertThat(SqlMasking.mask(long2, "h2")).hasSize(SqlMasking.MAX_CHARS).endsWith("...");
  }

  @Test
  void any_text_is_read_to_an_end() {
    Random random = new Random(42);
    String signs = "'\"`$\\-/*#(),.?;: \nabeqnux019_{}[]@é";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        sql.append(signs.charAt(random.nextInt(signs.length())));
      }
      for (String type : TYPES) {
        assertThat(SqlMasking.mask(sql.toString(), type).length())
            .isLessThanOrEqualTo(SqlMasking.MAX_CHARS);
      }
    }
  }
}
