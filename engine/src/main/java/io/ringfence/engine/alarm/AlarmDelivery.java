package io.ringfence.engine.alarm;

import io.ringfence.engine.config.AlarmSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes alarms, logs them, and hands them to the configured places. Any thread; never waits for a place. */
public final class AlarmDelivery implements Consumer<AlarmNotice>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmDelivery.class);

    private final Map<String, AlarmQueue> queues = new LinkedHashMap<>();

    public AlarmDelivery(final AlarmSettings settings) {
        final Duration timeout = Duration.ofNanos(settings.timeout().ns());
        settings.webhook().ifPresent(address -> add(new Webhook(address.uri(), timeout), settings));
        if (!settings.command().isEmpty()) {
            add(new LocalCommand(settings.command(), timeout), settings);
        }
    }

    private void add(final AlarmPlace place, final AlarmSettings settings) {
        queues.put(place.name(), new AlarmQueue(place, settings));
    }

    @Override
    public void accept(final AlarmNotice alarm) {
        queues.values().forEach(queue -> queue.offer(alarm));
        LOG.warn("ALARM {}", alarm.text());
    }

    /** By place: {@code webhook}, {@code command}; only the configured ones. */
    public Map<String, AlarmCounts> counts() {
        final Map<String, AlarmCounts> counts = new LinkedHashMap<>();
        queues.forEach((name, queue) -> counts.put(name, queue.counts()));
        return counts;
    }

    /** Delivers what waits, for some seconds at most. */
    @Override
    public void close() {
        queues.values().forEach(AlarmQueue::close);
        LOG.info("alarms: {}", counts());
    }
}
