package io.github.tcib.layout;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.template.Scope;
import io.github.tcib.template.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Puts the variables of an image together. Precedence, low to high (reference behaviour): role defaults and facts, the layout's
 * YAML, what is computed for the image, extras, RHEL modules, labels, the extra config file.
 */
final class Variables {

    private static final List<String> EMPTY_LISTS = List.of(
            "tcib_onbuilds",
            "tcib_volumes",
            "tcib_adds",
            "tcib_copies",
            "tcib_exposes",
            "tcib_runs",
            "tcib_actions",
            "tcib_gather_files");
    private static final List<String> EMPTY_MAPS =
            List.of("tcib_args", "tcib_labels", "tcib_envs", "tcib_builder_copies");
    private static final List<String> EMPTY_TEXTS = List.of(
            "tcib_workdir",
            "tcib_user",
            "tcib_shell",
            "tcib_healthcheck",
            "tcib_stopsignal",
            "tcib_entrypoint",
            "tcib_cmd",
            "tcib_builder");

    private final LayoutSettings settings;
    private final Map<String, Value> facts;
    private final Value.Mapping extraConfig;
    private final LabelOverrides labels;
    private final Map<ImageName, ImageDirectory> images;

    /** @param extraConfig the variables of the extra config file; without entries when there is none */
    Variables(
            LayoutSettings settings,
            Value.Mapping extraConfig,
            LabelOverrides labels,
            Map<ImageName, ImageDirectory> images) {
        this.settings = settings;
        this.images = images;
        this.extraConfig = extraConfig;
        this.labels = labels;
        this.facts = factsOf(settings.distribution());
    }

    /**
     * The variables of an image.
     *
     * @param computedFrom the reference of the parent, which {@code tcib_from} in YAML beats
     */
    Scope scopeOf(ImageDirectory image, String computedFrom) {
        Map<String, Value> all = new HashMap<>(facts);
        putDefaults(all, image.location());
        all.put("tcib_from", text(computedFrom, "tcib.base"));
        putAll(all, image.variables());
        putComputed(all, image);
        settings.overrides().extras().forEach((name, value) -> all.put(name, text(value, "tcib.extras")));
        if (!settings.overrides().rhelModules().isEmpty()) {
            all.put("tcib_rhel_modules", mapping(settings.overrides().rhelModules(), "tcib.rhelModules"));
        }
        labels.of(image.name()).ifPresent(replaced -> all.put("tcib_labels", replaced));
        putAll(all, extraConfig);
        return new MapScope(Map.copyOf(all), name -> remedy(image, name));
    }

    /** Newcomers expect what Ansible's group variables do; but an image's YAML is its own (reference behaviour). */
    private Optional<String> remedy(ImageDirectory image, String name) {
        Optional<ImageDirectory> above = image.nearest().map(images::get);
        while (above.isPresent()) {
            if (above.get().variables().get(name).isPresent()) {
                return Optional.of("'" + above.get().name() + "' sets it, but images do not inherit variables: set it"
                        + " here, or for all images in the file of tcib.extraConfig");
            }
            above = above.get().nearest().map(images::get);
        }
        return Optional.empty();
    }

    /** Whether an image says itself what it is built on. */
    boolean setsFrom(ImageDirectory image) {
        return settings.overrides().extras().containsKey("tcib_from")
                || isSet(extraConfig.get("tcib_from"))
                || isSet(image.variables().get("tcib_from"));
    }

    private static boolean isSet(Optional<Value> value) {
        return value.filter(v -> !(v instanceof Value.Null)).isPresent();
    }

    private void putComputed(Map<String, Value> all, ImageDirectory image) {
        String context = settings.contextRoot().resolve(image.path()).toString();
        all.put("workdir", text(context, "computed workdir"));
        all.put("tcib_path", text(context, "computed tcib_path"));
        all.put("tcib_distro", text(settings.distribution().name(), "tcib.distro"));
        all.put("tcib_release", text(settings.distribution().release(), "tcib.release"));
        all.put("tcib_package", text("python-tcib-containers", "computed tcib_package"));
        all.put("tcib_meta", mapping(Map.of("name", plainName(image.name())), "computed tcib_meta"));
    }

    /** The name less the words that a reference may put before it, as {@code tcib_meta.name} and labels have it. */
    static String plainName(ImageName name) {
        return ImageList.nameIn(name.value());
    }

    private static void putDefaults(Map<String, Value> all, Location location) {
        EMPTY_LISTS.forEach(name -> all.put(name, new Value.Sequence(List.of(), location)));
        EMPTY_MAPS.forEach(name -> all.put(name, new Value.Mapping(List.of(), location)));
        EMPTY_TEXTS.forEach(name -> all.put(name, Value.Text.of("", location)));
    }

    private static void putAll(Map<String, Value> all, Value.Mapping variables) {
        for (Value.Entry entry : variables.entries()) {
            if (entry.key() instanceof Value.Text name
                    && !(name.text().equals("tcib_from") && entry.value() instanceof Value.Null)) {
                all.put(name.text(), entry.value());
            }
        }
    }

    /** What Ansible would know of a machine of that distribution; the machine the build runs on does not count. */
    private static Map<String, Value> factsOf(LayoutSettings.Distribution distribution) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("architecture", distribution.architecture());
        facts.put("distribution", distributionName(distribution.name()));
        facts.put("distribution_major_version", distribution.release());
        facts.put("os_family", familyOf(distribution.name()));
        Map<String, Value> variables = new HashMap<>();
        facts.forEach((name, value) -> variables.put("ansible_" + name, text(value, "fact ansible_" + name)));
        variables.put("ansible_facts", mapping(facts, "facts"));
        return Map.copyOf(variables);
    }

    private static String distributionName(String distro) {
        return switch (distro) {
            case "centos" -> "CentOS";
            case "rhel", "ubi" -> "RedHat";
            case "fedora" -> "Fedora";
            case "rocky" -> "Rocky";
            case "almalinux" -> "AlmaLinux";
            case "debian" -> "Debian";
            case "ubuntu" -> "Ubuntu";
            default -> distro;
        };
    }

    private static String familyOf(String distro) {
        return distro.equals("debian") || distro.equals("ubuntu") ? "Debian" : "RedHat";
    }

    private static Value text(String text, String source) {
        return Value.Text.of(text, Location.of(source));
    }

    private static Value mapping(Map<String, String> texts, String source) {
        List<Value.Entry> entries = new ArrayList<>();
        new TreeMap<>(texts)
                .forEach((key, value) -> entries.add(new Value.Entry(text(key, source), text(value, source))));
        return new Value.Mapping(entries, Location.of(source));
    }

    /** Variables by name. */
    private record MapScope(Map<String, Value> values, Function<String, Optional<String>> remedies) implements Scope {
        @Override
        public Optional<Value> lookup(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public Set<String> names() {
            return values.keySet();
        }

        @Override
        public Optional<String> remedy(String name) {
            return remedies.apply(name);
        }
    }
}
