package io.github.tcib.locked;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedMetadata;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.oci.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that a lock names.
 *
 * @param name for messages
 * @param update what {@code tcib.lock.update} has to name for another one to be locked
 * @param repository the id of the repository it comes from
 * @param location relative to the repository's base URL
 */
record LockedFile(
        Kind kind, String name, String update, String repository, String location, Digest sha256, long bytes) {

    /** What it is. */
    enum Kind {
        RPM,
        METADATA
    }

    static LockedFile of(LockedRpm rpm) {
        return new LockedFile(
                Kind.RPM,
                rpm.nevra().toString(),
                rpm.nevra().name(),
                rpm.repository(),
                rpm.location(),
                rpm.sha256(),
                rpm.bytes());
    }

    static LockedFile of(LockedRepository repository, MetadataKind kind, LockedMetadata file) {
        return new LockedFile(
                Kind.METADATA,
                "the " + (kind == MetadataKind.GROUP ? "groups" : "modules") + " of " + repository.id(),
                "metadata",
                repository.id(),
                file.location(),
                file.sha256(),
                file.bytes());
    }

    /** Every file that a lock names: RPMs, then metadata. */
    static List<LockedFile> allOf(ArchitectureLock lock) {
        List<LockedFile> files = new ArrayList<>();
        lock.rpms().values().forEach(rpm -> files.add(of(rpm)));
        for (LockedRepository repository : lock.repositories().values()) {
            repository.metadata().forEach((kind, file) -> files.add(of(repository, kind, file)));
        }
        return files;
    }

    boolean isRpm() {
        return kind == Kind.RPM;
    }
}
