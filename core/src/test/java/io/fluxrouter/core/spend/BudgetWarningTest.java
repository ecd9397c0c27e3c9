package io.fluxrouter.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetWarningTest {
    @Test
    void a_name_is_quoted_and_can_be_no_other_header() {
        assertThat(new BudgetWarning("web", 83).headerValue()).isEqualTo("\"web\";used_percent=83");
        assertThat(new BudgetWarning("a \"b\" \\ c", 100).headerValue())
                .isEqualTo("\"a \\\"b\\\" \\\\ c\";used_percent=100");
        assertThat(new BudgetWarning("x\r\nSet-Cookie: a", 120).headerValue())
                .isEqualTo("\"x??Set-Cookie: a\";used_percent=120");
        assertThat(new BudgetWarning("Käse", 90).headerValue())
                .isEqualTo("\"K?se\";used_percent=90");
    }
}
