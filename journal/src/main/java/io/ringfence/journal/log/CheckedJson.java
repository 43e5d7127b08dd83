package io.ringfence.journal.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A small JSON file that knows when it was changed: its last field is the CRC32C of all its bytes, computed with zeros in
 * that field's place. Files of earlier builds have none. Stateless; any thread.
 */
public final class CheckedJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "crc32c";
    private static final String ZEROS = "00000000";
    private static final byte[] NAME = ("\"" + FIELD + "\"").getBytes(StandardCharsets.US_ASCII);

    private CheckedJson() {}

    /** The file's bytes; adds the field to {@code root}. */
    public static byte[] encode(final ObjectNode root) {
        root.put(FIELD, ZEROS);
        final byte[] bytes = root.toPrettyString().getBytes(StandardCharsets.UTF_8);
        final int at = valueAt(bytes);
        final byte[] sum = sum(bytes).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(sum, 0, bytes, at, sum.length);
        return bytes;
    }

    /**
     * What {@link #encode} was given.
     *
     * @param before the fields that a file without a checksum may have
     * @throws IllegalArgumentException if it isn't that, saying why
     */
    public static JsonNode decode(final byte[] bytes, final Set<String> before) {
        final JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (final JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "no JSON: line=" + e.getLocation().getLineNr() + " column="
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        } catch (final IOException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
        if (root == null || !root.isObject()) {
            throw new IllegalArgumentException("no JSON object");
        }
        final JsonNode stored = root.get(FIELD);
        if (stored == null) {
            requireKnown(root, before);
        } else {
            requireSum(bytes.clone(), stored.asText());
        }
        return root;
    }

    /** Without a checksum, since a build wrote it that knew of none; or it was that field's name that changed. */
    private static void requireKnown(final JsonNode root, final Set<String> before) {
        for (final Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            final String name = names.next();
            if (!before.contains(name)) {
                throw new IllegalArgumentException("field=" + name + " is unknown, and there is no field=" + FIELD);
            }
        }
    }

    private static void requireSum(final byte[] bytes, final String stored) {
        final int at = valueAt(bytes);
        if (at < 0 || at + ZEROS.length() > bytes.length || stored.length() != ZEROS.length()) {
            throw new IllegalArgumentException("field=" + FIELD + " is malformed");
        }
        Arrays.fill(bytes, at, at + ZEROS.length(), (byte) '0');
        final String computed = sum(bytes);
        if (!computed.equals(stored)) {
            throw new IllegalArgumentException(
                    FIELD + "=" + stored + " is stored, " + computed + " computed: it isn't what was written");
        }
    }

    /** Where the checksum's digits begin. */
    private static int valueAt(final byte[] bytes) {
        for (int at = bytes.length - NAME.length; at >= 0; at--) {
            if (Arrays.equals(bytes, at, at + NAME.length, NAME, 0, NAME.length)) {
                int quote = at + NAME.length;
                while (quote < bytes.length && bytes[quote] != '"') {
                    quote++;
                }
                return quote + 1;
            }
        }
        return -1;
    }

    private static String sum(final byte[] bytes) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }
}
