package io.ringfence.benchmarks.subject;

import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Aeron Archive as it comes: what is offered to an exclusive publication between processes of this host is recorded by its
 * threads, one of the driver and one of the archive, into files that are not forced. An append ends when it is offered.
 */
final class ArchiveLog implements LogUnderTest {
    private static final String CHANNEL = "aeron:ipc";
    private static final int STREAM = 1;

    private final ArchivingMediaDriver driver;
    private final AeronArchive archive;
    private final ExclusivePublication publication;

    ArchiveLog(final Path folder) {
        final String aeron = CommonContext.generateRandomDirName();
        driver = ArchivingMediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(aeron)
                        .threadingMode(ThreadingMode.SHARED)
                        .dirDeleteOnShutdown(true),
                new Archive.Context()
                        .aeronDirectoryName(aeron)
                        .archiveDir(folder.toFile())
                        .threadingMode(ArchiveThreadingMode.SHARED)
                        .archiveClientContext(new AeronArchive.Context().controlResponseChannel(CHANNEL))
                        .controlChannelEnabled(false)
                        .recordingEventsEnabled(false)
                        .replicationChannel("aeron:udp?endpoint=localhost:0"));
        archive = AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(aeron)
                .controlRequestChannel(driver.archive().context().localControlChannel())
                .controlRequestStreamId(driver.archive().context().localControlStreamId())
                .controlResponseChannel(CHANNEL));
        publication = archive.addRecordedExclusivePublication(CHANNEL, STREAM);
    }

    @Override
    public String name() {
        return "Aeron Archive";
    }

    @Override
    public void append(final DirectBuffer bytes, final int offset, final int lengthBytes) {
        long position = publication.offer(bytes, offset, lengthBytes);
        while (position < 0) {
            check(position);
            Thread.onSpinWait();
            position = publication.offer(bytes, offset, lengthBytes);
        }
    }

    /** The archive may be behind, or not have looked at the publication yet. */
    private static void check(final long refusal) {
        if (refusal == Publication.CLOSED || refusal == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException("Aeron takes no more: " + Publication.errorString(refusal));
        }
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("Aeron Archive isn't forced here");
    }

    @Override
    public void close() {
        publication.close();
        archive.close();
        driver.close();
    }
}
