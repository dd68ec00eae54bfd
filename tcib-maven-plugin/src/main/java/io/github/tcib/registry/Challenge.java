package io.github.tcib.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a registry wants to be shown who asks (RFC 9110 section 11.6.1, WWW-Authenticate). */
sealed interface Challenge {

    /** Name and password with each request (RFC 7617). */
    record Basic() implements Challenge {}

    /**
     * A token that a server hands out (RFC 6750, and the token specification of the distribution registry).
     *
     * @param realm address of the server
     * @param service what the registry is called there; may be empty
     * @param scope what the request needs; may be empty
     */
    record Bearer(String realm, String service, String scope) implements Challenge {}

    /** The name of a scheme, or a parameter with its value: schemes and their parameters stand between the same commas. */
    Pattern WORD = Pattern.compile("([A-Za-z0-9_-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+)))?");

    /** The challenge to answer, a bearer's before that of a name and password; empty when there is none that is known. */
    static Optional<Challenge> of(List<String> headers) {
        boolean basic = false;
        for (Map.Entry<String, Map<String, String>> scheme : schemes(headers)) {
            Map<String, String> parameters = scheme.getValue();
            if (scheme.getKey().equals("bearer") && parameters.containsKey("realm")) {
                return Optional.of(new Bearer(
                        parameters.getOrDefault("realm", ""),
                        parameters.getOrDefault("service", ""),
                        parameters.getOrDefault("scope", "")));
            }
            basic |= scheme.getKey().equals("basic");
        }
        return basic ? Optional.of(new Basic()) : Optional.empty();
    }

    private static List<Map.Entry<String, Map<String, String>>> schemes(List<String> headers) {
        List<Map.Entry<String, Map<String, String>>> schemes = new ArrayList<>();
        for (String header : headers) {
            Map<String, String> parameters = new HashMap<>();
            Matcher word = WORD.matcher(header);
            while (word.find()) {
                String name = word.group(1).toLowerCase(Locale.ROOT);
                Optional<String> value =
                        Optional.ofNullable(word.group(2)).or(() -> Optional.ofNullable(word.group(3)));
                if (value.isPresent()) {
                    parameters.put(name, value.get());
                } else {
                    parameters = new HashMap<>();
                    schemes.add(Map.entry(name, parameters));
                }
            }
        }
        return schemes;
    }
}
