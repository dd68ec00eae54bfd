package io.github.tcib.registry;

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

    /** The schemes with their parameters follow each other between commas. */
    Pattern SCHEME = Pattern.compile(
            "(?:^|,)\\s*([A-Za-z]+)(?=\\s|$|,)\\s*((?:[a-z_]+\\s*=\\s*(?:\"[^\"]*\"|[^\\s,\"]+)\\s*,?\\s*)*)",
            Pattern.CASE_INSENSITIVE);

    Pattern PARAMETER = Pattern.compile("([a-z_]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))", Pattern.CASE_INSENSITIVE);

    /** The challenge to answer, a bearer's before that of a name and password; empty when there is none that is known. */
    static Optional<Challenge> of(List<String> headers) {
        Optional<Challenge> basic = Optional.empty();
        for (String header : headers) {
            Matcher scheme = SCHEME.matcher(header);
            while (scheme.find()) {
                switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
                    case "bearer" -> {
                        Map<String, String> parameters = parameters(scheme.group(2));
                        if (parameters.containsKey("realm")) {
                            return Optional.of(new Bearer(
                                    parameters.get("realm"),
                                    parameters.getOrDefault("service", ""),
                                    parameters.getOrDefault("scope", "")));
                        }
                    }
                    case "basic" -> basic = Optional.of(new Basic());
                    default -> {
                        // a scheme that is not known here; there may be another
                    }
                }
            }
        }
        return basic;
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }
}
