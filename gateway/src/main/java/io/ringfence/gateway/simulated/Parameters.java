package io.ringfence.gateway.simulated;

import io.ringfence.journal.number.Decimals;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of one request as text, however they were sent, sorted by name. */
final class Parameters {
    private final Map<String, String> values = new TreeMap<>();

    void put(final String name, final String value) {
        values.put(name, value);
    }

    void putIfAbsent(final String name, final String value) {
        values.putIfAbsent(name, value);
    }

    boolean has(final String name) {
        return values.containsKey(name);
    }

    /** The value, or null. */
    String text(final String name) {
        return values.get(name);
    }

    String text(final String name, final String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    String required(final String name) throws VenueRefusal {
        final String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw VenueRefusal.missing(name);
        }
        return value;
    }

    long number(final String name, final long otherwise) throws VenueRefusal {
        return has(name) ? requiredNumber(name) : otherwise;
    }

    long requiredNumber(final String name) throws VenueRefusal {
        try {
            return Long.parseLong(required(name));
        } catch (final NumberFormatException e) {
            throw VenueRefusal.malformed(name);
        }
    }

    boolean flag(final String name) throws VenueRefusal {
        return switch (text(name, "false")) {
            case "true", "TRUE" -> true;
            case "false", "FALSE" -> false;
            default -> throw VenueRefusal.malformed(name);
        };
    }

    /** A decimal as mantissa in {@code scale}; surplus digits must be zeros. */
    long requiredDecimal(final String name, final int scale) throws VenueRefusal {
        final String value = required(name);
        if (!value.matches("[0-9]{1,12}(\\.[0-9]{1,16})?")) {
            throw VenueRefusal.malformed(name);
        }
        try {
            return Decimals.parse(value, scale);
        } catch (final NumberFormatException e) {
            throw VenueRefusal.tooPrecise();
        }
    }

    /** What a websocket API request is signed over: sorted by name, not encoded. */
    String sortedPayload() {
        final StringBuilder payload = new StringBuilder();
        values.forEach((name, value) -> {
            if (!name.equals("signature")) {
                payload.append(payload.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return payload.toString();
    }
}
