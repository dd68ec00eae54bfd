package io.github.tcib.platform;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * The smallest program of an architecture that a kernel or an emulator recognises as one (ELF, gABI chapter 4). It does nothing
 * sensible when it is run.
 */
final class ElfProgram {

    private static final int SIZE = 4096;
    private static final int ADDRESS = 0x400000;
    private static final short EXECUTABLE = 2;
    private static final int LOAD = 1;
    private static final int READ_AND_EXECUTE = 5;

    /** Class, byte order and machine by architecture (gABI, EI_CLASS, EI_DATA and e_machine). */
    private static final Map<String, Machine> MACHINES = Map.ofEntries(
            Map.entry("386", new Machine(false, true, 3)),
            Map.entry("amd64", new Machine(true, true, 62)),
            Map.entry("arm", new Machine(false, true, 40)),
            Map.entry("arm64", new Machine(true, true, 183)),
            Map.entry("loong64", new Machine(true, true, 258)),
            Map.entry("mips", new Machine(false, false, 8)),
            Map.entry("mips64", new Machine(true, false, 8)),
            Map.entry("mips64le", new Machine(true, true, 8)),
            Map.entry("mipsle", new Machine(false, true, 8)),
            Map.entry("ppc64", new Machine(true, false, 21)),
            Map.entry("ppc64le", new Machine(true, true, 21)),
            Map.entry("riscv64", new Machine(true, true, 243)),
            Map.entry("s390x", new Machine(true, false, 22)));

    private final byte[] content;

    private ElfProgram(byte[] content) {
        this.content = content;
    }

    private record Machine(boolean wide, boolean littleEndian, int number) {}

    /** The program of an architecture, if it is known. */
    static Optional<ElfProgram> of(String architecture) {
        return Optional.ofNullable(MACHINES.get(architecture)).map(machine -> new ElfProgram(fileFor(machine)));
    }

    /** The bytes of its file. */
    byte[] content() {
        return content.clone();
    }

    private static byte[] fileFor(Machine machine) {
        ByteBuffer file = ByteBuffer.allocate(SIZE)
                .order(machine.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int header = machine.wide() ? 64 : 52;
        int programHeader = machine.wide() ? 56 : 32;
        file.put(new byte[] {0x7f, 'E', 'L', 'F'});
        file.put((byte) (machine.wide() ? 2 : 1)).put((byte) (machine.littleEndian() ? 1 : 2));
        file.put((byte) 1).position(16);
        file.putShort(EXECUTABLE).putShort((short) machine.number()).putInt(1);
        putWord(file, machine, ADDRESS + header + programHeader);
        putWord(file, machine, header);
        putWord(file, machine, 0);
        file.putInt(0).putShort((short) header).putShort((short) programHeader).putShort((short) 1);
        file.position(header);
        file.putInt(LOAD);
        if (machine.wide()) {
            file.putInt(READ_AND_EXECUTE);
        }
        putWord(file, machine, 0);
        putWord(file, machine, ADDRESS);
        putWord(file, machine, ADDRESS);
        putWord(file, machine, SIZE);
        putWord(file, machine, SIZE);
        if (!machine.wide()) {
            file.putInt(READ_AND_EXECUTE);
        }
        putWord(file, machine, SIZE);
        return file.array();
    }

    private static void putWord(ByteBuffer file, Machine machine, int value) {
        if (machine.wide()) {
            file.putLong(value);
        } else {
            file.putInt(value);
        }
    }
}
