package io.ringfence.engine.alarm;

/** Where an alarm can be delivered to. */
interface AlarmPlace {
    String name();

    /**
     * Delivers one alarm, or gives up after the configured time.
     *
     * @throws Exception saying why it was not delivered, without secrets; it is tried again
     */
    void deliver(AlarmNotice alarm) throws Exception;
}
