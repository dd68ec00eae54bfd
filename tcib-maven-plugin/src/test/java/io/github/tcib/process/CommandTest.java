package io.github.tcib.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(Command.of("buildah", "a b", "it's", "$HOME", "", "key=value", "/a:/b:ro,z")
                        .display())
                .isEqualTo("buildah 'a b' 'it'\\''s' '$HOME' '' key=value /a:/b:ro,z");
    }

    @Test
    void aShellReadsTheDisplayAsTheSameWords() throws Exception {
        List<String> words = List.of("plain", "two words", "it's", "\"", "a\\b", "`x`", "*", "", "new\nline", "ü€");
        List<String> command = new java.util.ArrayList<>(List.of("printf", "[%s]"));
        command.addAll(words);
        Process shell = new ProcessBuilder("sh", "-c", new Command(command, Map.of()).display()).start();
        String printed = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(printed).isEqualTo("[" + String.join("][", words) + "]");
    }

    @Test
    void showsNoPasswords() {
        assertThat(Command.of("buildah", "--creds", "me:secret", "--creds=me:secret", "x")
                        .display())
                .doesNotContain("secret")
                .isEqualTo("buildah --creds '***' '--creds=***' x");
    }
}
