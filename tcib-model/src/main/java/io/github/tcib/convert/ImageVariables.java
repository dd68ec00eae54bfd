package io.github.tcib.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the variables of one image and puts them in the order of a Containerfile, packages before the actions. */
final class ImageVariables {

    private static final List<String> ORDER = List.of(
            "tcib_from",
            "tcib_builder",
            "tcib_args",
            "tcib_labels",
            "tcib_envs",
            "tcib_onbuilds",
            "tcib_volumes",
            "tcib_workdir",
            "tcib_adds",
            "tcib_exposes",
            "tcib_copies",
            "tcib_shell",
            "tcib_packages",
            "tcib_rhel_modules",
            "tcib_actions",
            "tcib_healthcheck",
            "tcib_stopsignal",
            "tcib_entrypoint",
            "tcib_cmd",
            "tcib_user");

    private final Map<String, YamlNode.Field> singles = new LinkedHashMap<>();
    private final Map<String, List<YamlNode.Item>> lists = new LinkedHashMap<>();
    private final Map<String, Map<String, YamlNode.Field>> maps = new LinkedHashMap<>();

    boolean isSet(String variable) {
        return singles.containsKey(variable) || lists.containsKey(variable) || maps.containsKey(variable);
    }

    /** Whether a map holds a key. */
    boolean holds(String map, String key) {
        return maps.getOrDefault(map, Map.of()).containsKey(key);
    }

    void set(String variable, List<String> comments, YamlNode value) {
        singles.put(variable, new YamlNode.Field(comments, variable, value));
    }

    void add(String list, List<String> comments, YamlNode item) {
        lists.computeIfAbsent(list, key -> new ArrayList<>()).add(new YamlNode.Item(comments, item));
    }

    void addAction(List<String> comments, String verb, YamlNode argument) {
        add("tcib_actions", comments, new YamlNode.Table(List.of(new YamlNode.Field(List.of(), verb, argument))));
    }

    void put(String map, List<String> comments, String key, YamlNode value) {
        maps.computeIfAbsent(map, name -> new TreeMap<>()).put(key, new YamlNode.Field(comments, key, value));
    }

    /** Everything; an image without variables gets an empty list of actions, since it would be none otherwise. */
    YamlNode.Table table() {
        List<YamlNode.Field> fields = new ArrayList<>();
        for (String variable : ORDER) {
            YamlNode.Field single = singles.get(variable);
            if (single != null) {
                fields.add(single);
            }
            List<YamlNode.Item> items = lists.get(variable);
            if (items != null) {
                fields.add(new YamlNode.Field(List.of(), variable, new YamlNode.Listing(items)));
            }
            Map<String, YamlNode.Field> entries = maps.get(variable);
            if (entries != null) {
                fields.add(new YamlNode.Field(List.of(), variable, new YamlNode.Table(List.copyOf(entries.values()))));
            }
        }
        if (fields.isEmpty()) {
            fields.add(new YamlNode.Field(List.of(), "tcib_actions", new YamlNode.Listing(List.of())));
        }
        return new YamlNode.Table(fields);
    }
}
