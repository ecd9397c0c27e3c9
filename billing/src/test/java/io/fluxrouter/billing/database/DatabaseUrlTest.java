package io.fluxrouter.billing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    # text                                        | address                                  | user | password
                    jdbc:postgresql://h/d                         | jdbc:postgresql://h:5432/d               | -    | -
                    jdbc:postgresql://h:6543/d?user=u&password=p  | jdbc:postgresql://h:6543/d               | u    | p
                    jdbc:postgresql://h/d?sslmode=require&user=u  | jdbc:postgresql://h:5432/d?sslmode=require | u  | -
                    postgres://u:p@h:6543/d                       | jdbc:postgresql://h:6543/d               | u    | p
                    postgresql://u:p@h/d                          | jdbc:postgresql://h:5432/d               | u    | p
                    postgres://u@h/d                              | jdbc:postgresql://h:5432/d               | u    | -
                    postgres://u:p%40s%2Fs%3F%25@h/d              | jdbc:postgresql://h:5432/d               | u    | p@s/s?%
                    postgres://u:a+b:c@h/d                        | jdbc:postgresql://h:5432/d               | u    | a+b:c
                    postgres://u:p@h/d?sslmode=verify-full        | jdbc:postgresql://h:5432/d?sslmode=verify-full | u | p
                    postgres://u:p@h/d?sslmode=require&channel_binding=require | jdbc:postgresql://h:5432/d?sslmode=require&channelBinding=require | u | p
                    postgres://u:p@[::1]:6543/d                   | jdbc:postgresql://[::1]:6543/d           | u    | p
                    postgres://u:p@[::1]/d                        | jdbc:postgresql://[::1]:5432/d           | u    | p
                    postgres://u:p@h1:1,h2/d                      | jdbc:postgresql://h1:1,h2:5432/d         | u    | p
                    """)
    void both_forms_are_read(String text, String address, String user, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertThat(url.jdbcUrl()).isEqualTo(address);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hunter2@h/d",
                "u:hunter2@h/d",
                "postgres://u:hunter2@h",
                "postgres://u:hunter2@h/",
                "postgres://u:hunter2@/d",
                "postgres://u:hunter2@h:port/d",
                "postgres://u:hunter2@h/d?sslmod=require",
                "postgres://u:hunter2@h/d?sslmode",
                "postgres://u:hunter2%@h/d",
                "postgres://u:hunter2%zz@h/d",
                "postgres://u:hunter2/x@h/d",
                "postgres://u:1/hunter2?ssl=x@h/d",
                "postgres://u:1/d?hunter2=x@h/d",
                "postgres://u:hunter2#x@h/d",
                "jdbc:postgresql:d?password=hunter2",
                "jdbc:postgresql://h?password=hunter2",
            })
    void a_wrong_url_is_refused_without_repeating_the_password(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("the database URL is wrong: ")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void printing_it_shows_no_password() {
        assertThat(DatabaseUrl.parse("postgres://u:hunter2@h/d"))
                .hasToString("jdbc:postgresql://h:5432/d");
        assertThat(DatabaseSettings.of("postgres://u:hunter2@h/d").toString())
                .doesNotContain("hunter2");
    }
}
