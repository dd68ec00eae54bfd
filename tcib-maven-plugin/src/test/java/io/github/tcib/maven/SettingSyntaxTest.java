package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class SettingSyntaxTest {

    @Test
    void splitsAtCommasThatAreNotEscaped() {
        assertThat(SettingSyntax.list(" a, b-* ,,c\\,d,e\\f ")).containsExactly("a", "b-*", "c,d", "e\\f");
        assertThat(SettingSyntax.list("")).isEmpty();
    }

    @Test
    void keepsEverythingAfterTheFirstSeparatorAsTheValue() throws MojoFailureException {
        assertThat(SettingSyntax.map("a=b=c, d = e ,f=", "p", '=')).hasToString("{a=b=c, d= e , f=}");
    }

    @Test
    void takesTheLastOfTwoPairsWithOneKey() throws MojoFailureException {
        assertThat(SettingSyntax.map("a:1,a:2", "p", ':')).hasToString("{a=2}");
    }
}
