package io.ringfence.journal.retention;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What went, or would go.
 *
 * @param bytesBefore of the journal
 * @param removed     in the order in which it went, oldest first
 * @param refused     what the limits ask to remove and what must stay, with the reason
 * @param dryRun      nothing was touched
 */
public record PruneReport(long bytesBefore, List<Item> removed, List<Refusal> refused, boolean dryRun) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A generation, a segment or a snapshot.
     *
     * @param name its path in the journal's folder
     */
    public record Item(String name, long bytes) {}

    /**
     * Something that must not be touched.
     *
     * @param name   its path in the journal's folder
     * @param reason who needs it
     */
    public record Refusal(String name, long bytes, String reason) {}

    public PruneReport {
        removed = List.copyOf(removed);
        refused = List.copyOf(refused);
    }

    public long bytesRemoved() {
        return removed.stream().mapToLong(Item::bytes).sum();
    }

    public long bytesAfter() {
        return bytesBefore - bytesRemoved();
    }

    /** One JSON object, without a line end. */
    public String toJson() {
        final ObjectNode root = JSON.createObjectNode();
        root.put("dryRun", dryRun).put("bytesBefore", bytesBefore).put("bytesAfter", bytesAfter());
        final ArrayNode gone = root.putArray("removed");
        removed.forEach(item -> gone.addObject().put("name", item.name()).put("bytes", item.bytes()));
        final ArrayNode kept = root.putArray("refused");
        refused.forEach(item -> kept.addObject()
                .put("name", item.name())
                .put("bytes", item.bytes())
                .put("reason", item.reason()));
        return root.toString();
    }

    /** Some lines for a terminal, without a last line end. */
    public String toText() {
        final StringBuilder text = new StringBuilder();
        final String verb = dryRun ? "would remove" : "removed";
        removed.forEach(item -> text.append(String.format("%s %s, %,d bytes%n", verb, item.name(), item.bytes())));
        refused.forEach(item -> text.append(
                String.format("refused to remove %s, %,d bytes: %s%n", item.name(), item.bytes(), item.reason())));
        text.append(String.format("%,d bytes before, %,d after", bytesBefore, bytesAfter()));
        return text.toString();
    }
}
