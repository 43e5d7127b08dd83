package io.ringfence.benchmarks.rig;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run ran on, for its report. */
public final class Machine {
    private Machine() {}

    /**
     * Name and value, in order.
     *
     * @param commit of the sources, as the script found it
     */
    public static Map<String, String> describe(final String commit, final Cores cores) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("commit", commit);
        facts.put("processor", line("/proc/cpuinfo", "model name"));
        facts.put("cores used", cores.cpus().toString());
        facts.put("memory", line("/proc/meminfo", "MemTotal"));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("kernel options", orNone(kernelOptions(text("/proc/cmdline"))));
        facts.put("isolated cores", orNone(text("/sys/devices/system/cpu/isolated")));
        facts.put("clock", text("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
        facts.put("frequency governor", orNone(text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")));
        facts.put("huge pages", text("/sys/kernel/mm/transparent_hugepage/enabled"));
        facts.put("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put(
                "JVM options",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> argument.startsWith("-X") || argument.startsWith("-D"))
                        .collect(Collectors.joining(" ")));
        return facts;
    }

    /** Those that keep others off a core. */
    static String kernelOptions(final String commandLine) {
        return Arrays.stream(commandLine.split(" "))
                .filter(option -> option.matches("(isolcpus|nohz_full|rcu_nocbs|irqaffinity|idle|mitigations)=.*"))
                .collect(Collectors.joining(" "));
    }

    private static String orNone(final String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static String text(final String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).trim();
        } catch (final IOException e) {
            return "";
        }
    }

    private static String line(final String file, final String name) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .orElse("unknown");
    }
}
