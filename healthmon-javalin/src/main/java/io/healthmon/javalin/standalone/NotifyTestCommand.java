package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.ChannelConfig;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code notify-test}: does a channel take what is sent over it. */
@Command(
        name = "notify-test",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Sends a message over one channel that says that it is a test, and prints what the channel made of it.",
            "Needs no running monitor, and records nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the channel took it", "1:it did not, or the configuration is wrong", "2:wrong usage"})
final class NotifyTestCommand implements Callable<Integer> {

    static final String SENTENCE =
            "This is a test message: somebody has asked whether this channel works. Nothing is wrong.";

    @Parameters(paramLabel = "CHANNEL", description = "the channel's name in the configuration")
    @SuppressWarnings("NullAway.Init")
    private String channel;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Config loaded = config.load().config();
        ChannelConfig chosen = loaded.channels().stream()
                .filter(candidate -> candidate.name().equals(channel))
                .findFirst()
                .orElseThrow(() -> noSuchChannel(loaded));
        try (OutboundDoor door = OwnDoor.open(loaded);
                OwnChannels channels = new OwnChannels(door);
                Notifier notifier = channels.open(chosen)) {
            return print(send(notifier, chosen.options().deadline()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the channel could not be closed", e);
        }
    }

    private StartException noSuchChannel(Config loaded) {
        String names = loaded.channels().stream().map(ChannelConfig::name).collect(Collectors.joining(", "));
        return new StartException(
                "there is no channel '" + channel + "' in the configuration; there "
                        + (names.isEmpty() ? "is none" : "are: " + names),
                new IllegalArgumentException(channel));
    }

    /** As the monitor does: on a thread of the channel's own, which is interrupted when its time is over. */
    private static Receipt send(Notifier notifier, Duration deadline) throws InterruptedException {
        Message message = Message.notice(
                "test:" + UUID.randomUUID(), SENTENCE, MonitorClock.system().wall());
        BlockingQueue<Receipt> done = new ArrayBlockingQueue<>(1);
        Thread thread = new Thread(() -> done.add(receipt(notifier, message, deadline)), "healthmon-notify-test");
        thread.setDaemon(true);
        thread.start();
        Receipt receipt = done.poll(deadline.toMillis() + 500, TimeUnit.MILLISECONDS);
        thread.interrupt();
        return receipt == null ? new Receipt.Failed("no answer within the deadline", Optional.empty()) : receipt;
    }

    private static Receipt receipt(Notifier notifier, Message message, Duration deadline) {
        try {
            return notifier.send(message, deadline);
        } catch (Exception e) {
            // Its message may hold what the channel keeps secret.
            return new Receipt.Failed("it could not be sent: " + e.getClass().getSimpleName(), Optional.empty());
        }
    }

    private int print(Receipt receipt) {
        PrintWriter out = spec.commandLine().getOut();
        boolean taken = receipt instanceof Receipt.Taken;
        String what = taken ? "taken" : receipt instanceof Receipt.Refused ? "refused" : "failed, and may pass";
        out.println("channel: " + channel);
        out.println("result:  " + what);
        out.println("answer:  " + receipt.detail());
        out.flush();
        return taken ? 0 : 1;
    }
}
