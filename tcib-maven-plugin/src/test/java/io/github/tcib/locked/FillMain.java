package io.github.tcib.locked;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.Nevra;
import io.github.tcib.oci.Digest;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A process that fills a cache: directory, base URL, then NEVRA, SHA-256, size and location of each RPM. */
final class FillMain {

    private static final int FIELDS = 4;

    private FillMain() {}

    public static void main(String[] arguments) throws Exception {
        List<LockedRpm> rpms = new ArrayList<>();
        for (int i = 2; i < arguments.length; i += FIELDS) {
            rpms.add(new LockedRpm(
                    Nevra.parse(arguments[i]).orElseThrow(),
                    new Digest(arguments[i + 1]),
                    Long.parseLong(arguments[i + 2]),
                    "app",
                    arguments[i + 3]));
        }
        LockedRepository repository = new LockedRepository(
                "app",
                arguments[1],
                new Digest("1".repeat(64)),
                OptionalInt.empty(),
                false,
                List.of(),
                new TreeMap<>());
        ArchitectureLock lock =
                ArchitectureLock.of(new Digest("2".repeat(64)), List.of(), List.of(repository), rpms, List.of());
        LockedPackages.Settings settings = new LockedPackages.Settings(
                Path.of(arguments[0]), false, true, ProxySelector.of(null), note -> {}, warning -> {});
        StepView view = new StepView(List.of(), text -> text, path -> Optional.empty());
        System.out.println(new LockedPackages(lock, settings).provide(view, "/etc/distro.repos.d"));
    }
}
