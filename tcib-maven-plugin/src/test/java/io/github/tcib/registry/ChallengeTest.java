package io.github.tcib.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void readsTheParametersOfABearerChallenge() {
        assertThat(
                        Challenge.of(
                                List.of(
                                        "Bearer realm=\"https://auth.example/token?a=b,c\",service=\"registry.example\",scope=\"repository:a/b:pull,push\"")))
                .contains(new Challenge.Bearer(
                        "https://auth.example/token?a=b,c", "registry.example", "repository:a/b:pull,push"));
    }

    @Test
    void prefersATokenToAPassword() {
        Challenge.Bearer bearer = new Challenge.Bearer("https://auth.example", "", "");

        assertThat(Challenge.of(List.of("Basic realm=\"x\"", "bearer Realm=\"https://auth.example\"")))
                .contains(bearer);
        assertThat(Challenge.of(List.of("Basic realm=\"x\", Bearer realm=\"https://auth.example\"")))
                .contains(bearer);
    }

    @Test
    void knowsPasswordsAndNothingElse() {
        assertThat(Challenge.of(List.of("Negotiate", "basic"))).contains(new Challenge.Basic());
        assertThat(Challenge.of(List.of("Negotiate"))).isEmpty();
        assertThat(Challenge.of(List.of("Bearer service=\"no realm\""))).isEmpty();
        assertThat(Challenge.of(List.of())).isEmpty();
    }
}
