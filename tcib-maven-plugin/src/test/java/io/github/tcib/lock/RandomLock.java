package io.github.tcib.lock;

import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Locks that hang together and hold whatever a lock may hold. */
public final class RandomLock {

    private static final String ODD = "ab9-_.:/#' \"{}[],&*!|>%@`\\äß€\uD83D\uDE00\n\t~=?";

    private final Random random;

    public RandomLock(long seed) {
        this.random = new Random(seed);
    }

    public Lock lock() {
        TreeMap<String, ArchitectureLock> architectures = new TreeMap<>();
        for (String architecture : List.of("aarch64", "x86_64").subList(0, random.nextInt(3))) {
            architectures.put(architecture, architecture());
        }
        return new Lock(architectures);
    }

    public ArchitectureLock architecture() {
        List<LockedRepository> repositories = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            repositories.add(new LockedRepository(
                    text() + i,
                    text(),
                    digest(),
                    random.nextBoolean() ? OptionalInt.of(random.nextInt(100)) : OptionalInt.empty(),
                    random.nextBoolean(),
                    random.nextBoolean() ? List.of(text(), text()) : List.of(),
                    metadata()));
        }
        List<LockedRpm> rpms = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rpms.add(new LockedRpm(
                    nevra(i),
                    digest(),
                    random.nextInt(1 << 30),
                    repositories.get(random.nextInt(repositories.size())).id(),
                    text()));
        }
        TreeSet<Nevra> inBase = new TreeSet<>();
        for (int i = 100; i < 105; i++) {
            inBase.add(nevra(i));
        }
        LockedBase base = new LockedBase(text(), digest(), inBase);
        List<LockedImage> images = new ArrayList<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            boolean root = i == 0 || random.nextInt(4) == 0;
            images.add(new LockedImage(
                    new ImageName("image-" + i),
                    root
                            ? new LockedParent.Base(base.reference())
                            : new LockedParent.Image(new ImageName("image-" + random.nextInt(i))),
                    digest(),
                    some(rpms),
                    root && random.nextBoolean() ? new TreeSet<>(List.of(inBase.first())) : new TreeSet<>(),
                    some(rpms),
                    random.nextBoolean() ? List.of("nodejs:18", text()) : List.of(),
                    new TreeSet<>(List.of(MetadataKind.values()).subList(0, random.nextInt(3)))));
        }
        return ArchitectureLock.of(digest(), List.of(base), repositories, rpms, images);
    }

    private SortedMap<MetadataKind, LockedMetadata> metadata() {
        SortedMap<MetadataKind, LockedMetadata> metadata = new TreeMap<>();
        for (MetadataKind kind : MetadataKind.values()) {
            if (random.nextBoolean()) {
                metadata.put(kind, new LockedMetadata(digest(), random.nextInt(1 << 30), text()));
            }
        }
        return metadata;
    }

    private SortedSet<Nevra> some(List<LockedRpm> rpms) {
        SortedSet<Nevra> chosen = new TreeSet<>();
        rpms.stream().filter(rpm -> random.nextInt(3) == 0).forEach(rpm -> chosen.add(rpm.nevra()));
        return chosen;
    }

    private Nevra nevra(int number) {
        String version = List.of("1.0", "2~rc1", "3^git", "20240101").get(random.nextInt(4));
        return new Nevra(
                "p" + (random.nextBoolean() ? "++-" : "_") + number, random.nextInt(3), version, "1.el9", "noarch");
    }

    private Digest digest() {
        return Digest.of(String.valueOf(random.nextLong()).getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        int[] points = ODD.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
