package io.github.tcib.size.report;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.AvoidableBytes;
import io.github.tcib.size.BaselineFile;
import io.github.tcib.size.Breach;
import io.github.tcib.size.Comparison;
import io.github.tcib.size.FileBytes;
import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.LayerFigures;
import io.github.tcib.size.Owner;
import io.github.tcib.size.OwnerBytes;
import io.github.tcib.size.PackageFigures;
import io.github.tcib.size.ProfileFigures;
import io.github.tcib.size.SetFigures;
import io.github.tcib.size.SharedContent;
import io.github.tcib.size.SharedPackage;
import io.github.tcib.size.SizeProblem;
import io.github.tcib.size.SizeReport;
import io.github.tcib.size.WasteBytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A report as the maps and lists of {@code docs/size-report.schema.json}; keys are sorted, so that bytes are stable. */
final class ReportJson {

    private static final int MOST_PACKAGES = 10;

    private ReportJson() {}

    static SortedMap<String, Object> of(SizeReport report) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("version", BaselineFile.VERSION);
        json.put("title", report.title());
        json.put("level", report.measured().isManifestsOnly() ? "manifests" : "layers");
        json.put("set", set(report.measured().set()));
        json.put("images", list(report.measured().images(), ReportJson::image));
        json.put("layers", list(report.measured().layers(), ReportJson::layer));
        json.put("profiles", list(report.profiles(), ReportJson::profile));
        SortedMap<String, Object> siblings = new TreeMap<>();
        siblings.put("contentSavedBytes", report.measured().siblings().contentSavedBytes());
        siblings.put("contents", list(report.measured().siblings().contents(), ReportJson::content));
        siblings.put("packageSavedBytes", report.measured().siblings().packageSavedBytes());
        siblings.put("packages", list(report.measured().siblings().packages(), ReportJson::sharedPackage));
        if (!report.measured().isManifestsOnly()) {
            json.put("siblings", siblings);
        }
        report.comparison().ifPresent(comparison -> json.put("comparison", comparison(comparison)));
        SortedMap<String, Object> budgets = new TreeMap<>();
        budgets.put("checks", report.budgets().checks());
        budgets.put("breaches", list(report.budgets().breaches(), ReportJson::breach));
        json.put("budgets", budgets);
        json.put("problems", list(report.problems(), ReportJson::problem));
        return json;
    }

    private static <T> List<SortedMap<String, Object>> list(
            List<T> items, Function<T, SortedMap<String, Object>> form) {
        return items.stream().map(form).toList();
    }

    private static SortedMap<String, Object> set(SetFigures set) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("images", set.images());
        json.put("layers", set.layers());
        set.unpacked().ifPresent(unpacked -> {
            json.put("distinctBytes", unpacked.sums().distinct());
            json.put("naiveBytes", unpacked.sums().naive());
            json.put("wasteBytes", unpacked.wasteBytes());
        });
        json.put("distinctPackedBytes", set.packed().distinct());
        json.put("naivePackedBytes", set.packed().naive());
        json.put("sharingFactor", BigDecimal.valueOf(set.sharingFactor()).setScale(3, RoundingMode.HALF_UP));
        return json;
    }

    private static SortedMap<String, Object> image(ImageFigures image) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("name", image.name());
        json.put("reference", image.reference());
        if (!image.digest().isEmpty()) {
            json.put("digest", image.digest());
        }
        image.parent().ifPresent(parent -> json.put("parent", parent));
        json.put("external", image.external());
        json.put("layers", image.layers().stream().map(Digest::toString).toList());
        json.put("ownLayers", image.ownLayers());
        image.bytes().ifPresent(bytes -> {
            json.put("virtualBytes", bytes.all());
            json.put("ownBytes", bytes.own());
            json.put("uniqueBytes", bytes.unique());
            json.put("amortisedBytes", bytes.amortised());
            json.put("wasteOwnBytes", bytes.wasteOwn());
            json.put("wasteInheritedBytes", bytes.wasteInherited());
            json.put("overheadBytes", bytes.overhead());
            json.put("notReadBytes", bytes.notRead());
            json.put("rootFilesystemBytes", bytes.rootFilesystem());
            json.put("leverageBytes", image.leverage());
        });
        json.put("virtualPackedBytes", image.packed().all());
        json.put("ownPackedBytes", image.packed().own());
        json.put("uniquePackedBytes", image.packed().unique());
        json.put("amortisedPackedBytes", image.packed().amortised());
        json.put("dependents", image.dependents());
        json.put("packages", packages(image));
        json.put("owners", list(image.owners(), ReportJson::owned));
        json.put("files", list(image.files(), ReportJson::file));
        json.put("waste", list(image.waste(), ReportJson::waste));
        json.put("avoidable", list(image.avoidable(), ReportJson::avoidable));
        if (!image.forbidden().isEmpty()) {
            json.put("forbidden", image.forbidden());
        }
        return json;
    }

    private static SortedMap<String, Object> packages(ImageFigures image) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("status", image.packages().status().word());
        if (!image.packages().reason().isEmpty()) {
            json.put("reason", image.packages().reason());
        }
        if (image.packages().status() == PackageFigures.Status.NOT_READ) {
            return json;
        }
        List<OwnerBytes> installed = image.packages().installed();
        json.put("count", installed.size());
        json.put("bytes", installed.stream().mapToLong(OwnerBytes::bytes).sum());
        json.put(
                "largest",
                installed.stream()
                        .sorted(Comparator.comparingLong(OwnerBytes::bytes)
                                .reversed()
                                .thenComparing(OwnerBytes::owner))
                        .limit(MOST_PACKAGES)
                        .map(ReportJson::owned)
                        .toList());
        return json;
    }

    private static SortedMap<String, Object> owner(Owner owner) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("kind", owner.kind().word());
        json.put("name", owner.name());
        if (owner.kind() == Owner.Kind.PACKAGE) {
            json.put("version", owner.version());
            json.put("architecture", owner.architecture());
        }
        return json;
    }

    private static SortedMap<String, Object> owned(OwnerBytes owned) {
        SortedMap<String, Object> json = owner(owned.owner());
        json.put("bytes", owned.bytes());
        json.put("hiddenBytes", owned.hiddenBytes());
        json.put("files", owned.files());
        return json;
    }

    private static SortedMap<String, Object> file(FileBytes file) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("path", file.path());
        json.put("owner", owner(file.owner()));
        json.put("bytes", file.bytes());
        json.put("hidden", file.hidden());
        return json;
    }

    private static SortedMap<String, Object> waste(WasteBytes waste) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("category", waste.category().word());
        json.put("how", waste.how().word());
        json.put("bytes", waste.bytes());
        json.put("files", waste.files());
        return json;
    }

    private static SortedMap<String, Object> avoidable(AvoidableBytes avoidable) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("category", avoidable.category().word());
        json.put("bytes", avoidable.bytes());
        json.put("files", avoidable.files());
        return json;
    }

    private static SortedMap<String, Object> layer(LayerFigures layer) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("diffId", layer.diffId().toString());
        layer.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        json.put("packedBytes", layer.packedBytes());
        json.put("users", layer.users());
        if (!layer.createdBy().isEmpty()) {
            json.put("createdBy", layer.createdBy());
        }
        return json;
    }

    private static SortedMap<String, Object> profile(ProfileFigures profile) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("name", profile.name());
        json.put("images", profile.images());
        json.put("cold", pull(profile.cold()));
        profile.upgrade().ifPresent(upgrade -> json.put("upgrade", pull(upgrade)));
        return json;
    }

    private static SortedMap<String, Object> pull(ProfileFigures.Pull pull) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("layers", pull.layers());
        pull.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        json.put("packedBytes", pull.packedBytes());
        return json;
    }

    private static SortedMap<String, Object> content(SharedContent content) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("parent", content.parent());
        json.put("path", content.path());
        json.put("bytes", content.bytes());
        json.put("savedBytes", content.savedBytes());
        json.put("images", content.images());
        json.put("siblings", content.siblings());
        return json;
    }

    private static SortedMap<String, Object> sharedPackage(SharedPackage shared) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("parent", shared.parent());
        json.put("package", owner(shared.owner()));
        json.put("bytes", shared.bytes());
        json.put("savedBytes", shared.savedBytes());
        json.put("images", shared.images());
        json.put("siblings", shared.siblings());
        return json;
    }

    private static SortedMap<String, Object> comparison(Comparison comparison) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("baseline", comparison.baseline());
        json.put("packed", comparison.packed());
        json.put("changes", list(comparison.changes(), ReportJson::change));
        return json;
    }

    private static SortedMap<String, Object> change(Comparison.Change change) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("image", change.image());
        change.parent().ifPresent(parent -> json.put("parent", parent));
        json.put("state", change.state().word());
        json.put("before", change.before());
        json.put("after", change.after());
        json.put("ownChange", change.ownChange());
        json.put("inheritedChange", change.inheritedChange());
        json.put("causes", list(change.causes(), ReportJson::cause));
        return json;
    }

    private static SortedMap<String, Object> cause(Comparison.Cause cause) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("kind", cause.isPackage() ? "package" : "path");
        json.put("name", cause.name());
        json.put("detail", cause.detail());
        json.put("change", cause.change());
        return json;
    }

    private static SortedMap<String, Object> breach(Breach breach) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("budget", breach.budget());
        json.put("limit", breach.limit());
        json.put("subject", breach.subject());
        json.put("severity", breach.severity().word());
        json.put("message", breach.message());
        breach.waived().ifPresent(reason -> json.put("waived", reason));
        return json;
    }

    private static SortedMap<String, Object> problem(SizeProblem problem) {
        SortedMap<String, Object> json = new TreeMap<>();
        json.put("severity", problem.severity().word());
        json.put("message", problem.message());
        return json;
    }
}
