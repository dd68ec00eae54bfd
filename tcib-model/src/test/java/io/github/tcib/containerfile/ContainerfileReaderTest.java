package io.github.tcib.containerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerfileReaderTest {

    @Test
    void readsInstructionsWithTheirLines() throws Exception {
        List<Instruction> read = ContainerfileReader.read("""
                # comment
                FROM scratch

                env a=1 \\
                  # in between

                    b=2
                  CMD ["x"]
                """, "f");
        assertThat(read).extracting(Instruction::keyword).containsExactly("FROM", "ENV", "CMD");
        assertThat(read)
                .extracting(instruction -> instruction.location().line())
                .containsExactly(2, 4, 8);
        assertThat(text(read.get(1)).namesAndValues()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(text(read.get(2)).json()).contains(List.of("x"));
    }

    @Test
    void refusesWhatIsNoInstruction() {
        assertThatThrownBy(() -> ContainerfileReader.read("FROM x\nCOPPY a b\n", "f"))
                .isInstanceOf(MalformedInstructionException.class)
                .hasMessage("'COPPY' is not an instruction");
    }

    @Test
    void readsBackWhatTheWriterWrites() throws Exception {
        Location here = Location.of("f");
        Instruction volume = new Instruction.Volume(new Arguments.Exec(List.of("/a b", "q\"\\", "\u00e4\n\t")), here);
        Instruction read = ContainerfileReader.readInstruction(ContainerfileWriter.write(volume), here);
        assertThat(text(read).json()).contains(List.of("/a b", "q\"\\", "\u00e4\n\t"));
    }

    @Test
    void partsFlagsFromTheRest() throws Exception {
        InstructionText text = copy("--chown=a:b --chmod='0644' src --dst");
        assertThat(text.flags()).containsExactly("--chown=a:b", "--chmod=0644");
        assertThat(text.jsonOrBlankSeparated()).containsExactly("src", "--dst");
        assertThat(copy("-- --odd x").jsonOrBlankSeparated()).containsExactly("--odd", "x");
    }

    @Test
    void takesForTextWhatIsNoJsonArrayOfStrings() throws Exception {
        assertThat(copy("[ -f x ] && y").json()).isEmpty();
        assertThat(copy("[\"a\", ").json()).isEmpty();
        assertThat(copy("[\"a\\u00e4\\/\"]").json()).contains(List.of("a\u00e4/"));
        assertThatThrownBy(() -> copy("[1, \"a\"]").json()).isInstanceOf(MalformedInstructionException.class);
    }

    @Test
    void readsTheOlderFormOfNamesAndValues() throws Exception {
        assertThat(copy("name the value  as it is").namesAndValues())
                .containsExactly(Map.entry("name", "the value  as it is"));
        assertThatThrownBy(() -> copy("a=1 b").namesAndValues())
                .isInstanceOf(MalformedInstructionException.class)
                .hasMessageContaining("'b' has no '='");
        assertThatThrownBy(() -> copy("alone").namesAndValues()).hasMessageContaining("has no value");
    }

    @Test
    void refusesALineBreakWithoutABackslash() {
        Instruction instruction = new Instruction.Label(new Arguments.Text("a=1\nRUN evil"), Location.of("f"));
        assertThatThrownBy(() -> InstructionText.of(instruction)).hasMessageContaining("line break");
    }

    private static InstructionText copy(String arguments) throws MalformedInstructionException {
        return text(new Instruction.Copy(new Arguments.Text(arguments), Location.of("f")));
    }

    private static InstructionText text(Instruction instruction) throws MalformedInstructionException {
        return InstructionText.of(instruction);
    }
}
