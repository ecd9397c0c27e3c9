package io.fluxrouter.gateway.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            What is the capital of France?                    | 0
            WHY is the sky blue?                              | 1
            why, why and why again                            | 1
            Prove the theorem.                                | 2
            prove it and give the proof                       | 1
            Think step-by-step: derive it!                    | 2
            Step by Step                                      | 1
            improve the airplane designer's plankton          | 0
            What is the trade-off? Analyse it.                | 2
            trade of goods                                    | 0
            a plan, a strategy and a design                   | 3
            plan                                              | 1
            planéta                                           | 0
            """)
    void words_that_ask_for_reasoning(String text, int marks) {
        assertThat(ReasoningMarks.count(text.getBytes(UTF_8))).isEqualTo(marks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Which class of function should I import?          | 0
            Costs rose 5% (from 3 to 4); then fell.           | 1
            ```                                               | 1
            def f(x):~    return x                            | 2
            import os~print(os.name);                         | 2
            #include <stdio.h>~int main() {}                  | 2
            SELECT a FROM b                                   | 1
            items.map(x => x.y);                              | 2
            Traceback (most recent call last):                | 1
            NullPointerException~    at a.B.c(B.java:7)       | 1
            if (a == b && c != d) { e(); }                    | 6
            """)
    void signs_of_source_code(String text, int marks) {
        assertThat(CodeMarks.count(text.replace('~', '\n').getBytes(UTF_8))).isEqualTo(marks);
    }
}
