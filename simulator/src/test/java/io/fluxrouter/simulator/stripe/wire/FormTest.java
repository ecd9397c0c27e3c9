package io.fluxrouter.simulator.stripe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Forms as Stripe's clients write them. */
class FormTest {
    @Test
    void brackets_make_a_tree() {
        String form = "a=1&b[c][d]=x%20y&l[0][p]=1&l[1][p]=2&t[]=u&t[]=v&e=&flag";
        assertThat(Form.parse(form))
                .hasToString(
                        "{\"a\":\"1\",\"b\":{\"c\":{\"d\":\"x y\"}},\"l\":{\"0\":{\"p\":\"1\"},\"1\":{\"p\":\"2\"}},\"t\":{\"0\":\"u\",\"1\":\"v\"},\"e\":\"\",\"flag\":\"\"}");
    }

    @Test
    void what_is_broken_is_refused_as_stripe_does() {
        for (String form : new String[] {"a[b=1", "a=%zz", "%"}) {
            assertThatThrownBy(() -> Form.parse(form)).as(form).isInstanceOf(StripeError.class);
        }
        assertThat(Form.parse("")).isEmpty();
        assertThat(Form.parse("a=1&a[b]=2").path("a").isObject()).isTrue();
    }

    @Test
    void parameters_are_read_with_their_whole_name_in_errors() {
        Params params =
                Params.of(Form.parse("items[0][quantity]=x&items[0][on]=maybe&url=javascript:1"));
        Params item = params.groups("items").getFirst();
        assertThatThrownBy(() -> item.number("quantity"))
                .hasMessageContaining("Invalid integer: x");
        assertThatThrownBy(() -> item.flag("on", false)).isInstanceOf(StripeError.class);
        assertThatThrownBy(() -> params.url("url")).hasMessageContaining("Not a valid URL");
        assertThatThrownBy(() -> item.required("price")).hasMessageContaining("items[0][price]");
    }
}
