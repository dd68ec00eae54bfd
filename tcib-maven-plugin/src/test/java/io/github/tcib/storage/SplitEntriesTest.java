package io.github.tcib.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.oci.OciException;
import io.github.tcib.storage.SplitEntries.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitEntriesTest {

    @Test
    void readsLinesAsTheyAreWritten() throws Exception {
        List<Entry> entries = read("""
                {"type":2,"payload":"YmluAA==","position":0}
                {"type":1,"name":"bin/ls","size":142144,"payload":"9xPzCAlIwbE=","position":1}
                {"type":1,"name":"boot/","payload":null,"position":3}
                {"type":2,"payload":"","position":4}""");

        assertThat(entries).extracting(Entry::type).containsExactly(2, 1, 1, 2);
        assertThat(entries).extracting(Entry::name).containsExactly("", "bin/ls", "boot/", "");
        assertThat(entries).extracting(Entry::size).containsExactly(0L, 142_144L, 0L, 0L);
        assertThat(entries.get(0).payload().array()).isEqualTo("bin\0".getBytes(UTF_8));
        assertThat(entries.get(3).payload().remaining()).isZero();
    }

    @Test
    void readsLinesThatLookOtherwise() throws Exception {
        List<Entry> entries = read("""
                { "type" : 1, "name": "a\\u0026b\\"c", "size": 7 }
                {"type":1,"name":"gl\u00e4nce","size":1,"payload":null,"position":1}
                {"type":1,"name_raw":"YS9i","size":2,"payload":null,"position":2}
                {"type":1,"name":"new","size":3,"mode":{"more":[1]},"position":2}""");

        assertThat(entries).extracting(Entry::name).containsExactly("a&b\"c", "gl\u00e4nce", "a/b", "new");
        assertThat(entries).extracting(Entry::size).containsExactly(7L, 1L, 2L, 3L);
    }

    @Test
    void readsWhatAJsonWriterWrites() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            StringBuilder lines = new StringBuilder();
            List<String> names = new ArrayList<>();
            List<Integer> lengths = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ObjectNode json = new JsonMapper().createObjectNode();
                String name = random.ints(random.nextInt(20), 1, random.nextBoolean() ? 127 : 0x3000)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                byte[] payload = new byte[random.nextInt(random.nextInt(20) == 0 ? 100_000 : 600)];
                json.put("type", 1).put("name", name).put("size", i);
                json.put("payload", Base64.getEncoder().encodeToString(payload)).put("position", i);
                names.add(name);
                lengths.add(payload.length);
                lines.append(json).append('\n');
            }
            List<Entry> entries = read(lines.toString());
            assertThat(entries).extracting(Entry::name).as("seed %s", seed).isEqualTo(names);
            assertThat(entries).extracting(entry -> entry.payload().remaining()).isEqualTo(lengths);
        }
    }

    @Test
    void refusesWhatIsCutOff() {
        String line = "{\"type\":1,\"name\":\"bin/ls\",\"size\":142144,\"payload\":\"9xPzCAlIwbE=\",\"position\":1}";
        for (int length = 1; length < line.length(); length++) {
            String cut = line.substring(0, length);
            assertThatThrownBy(() -> read(cut)).as(cut).isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhatIsWrongWithALine() {
        assertThatThrownBy(() -> read("{\"type\":1,"))
                .isInstanceOf(OciException.class)
                .hasMessage("the record of a stored layer is damaged: it has a line that is not JSON");
        assertThatThrownBy(() -> read("{\"type\":2,\"payload\":\"%\",\"position\":0}"))
                .isInstanceOf(OciException.class)
                .hasMessage("the record of a stored layer is damaged: it has a line that is not JSON");
        assertThatThrownBy(() -> read("{\"type\":1,\"name\":\"a\",\"size\":-1}"))
                .isInstanceOf(OciException.class)
                .hasMessage("the record of a stored layer is damaged: it has a file of less than no bytes");
    }

    @Test
    void keepsNoMoreOfAnEndlessLineThanItsLimit() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '{';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) '{');
                return length;
            }
        };
        assertThatThrownBy(() -> new SplitEntries(endless).read())
                .isInstanceOf(OciException.class)
                .hasMessage("the record of a stored layer has a line of more than 67108864 bytes, which is the limit");
    }

    private static List<Entry> read(String lines) throws IOException {
        SplitEntries split = new SplitEntries(new ByteArrayInputStream(lines.getBytes(UTF_8)));
        List<Entry> entries = new ArrayList<>();
        for (Optional<Entry> next = split.read(); next.isPresent(); next = split.read()) {
            entries.add(next.get());
        }
        return entries;
    }
}
