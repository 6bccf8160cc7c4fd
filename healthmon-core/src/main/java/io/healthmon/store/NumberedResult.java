package io.healthmon.store;

import io.healthmon.evaluate.CheckResult;
import java.util.Optional;

/**
 * A result that is not folded into its service's state yet, because that is not known: the monitor was started while the store was
 * away. It becomes the {@link NumberedStep} of the same number.
 *
 * @param number 1 or more
 * @param result the result; its timestamp may still be moved behind that of the check before it
 * @param gap checks of the service before it that are not recorded
 */
public record NumberedResult(long number, CheckResult result, Optional<Gap> gap) implements Numbered {

    public NumberedResult {
        if (number < 1) {
            throw new IllegalArgumentException("a result's number must be 1 or more, not " + number);
        }
    }

    /** One with nothing given up before it. */
    public NumberedResult(long number, CheckResult result) {
        this(number, result, Optional.empty());
    }

    @Override
    public String service() {
        return result.service();
    }

    @Override
    public Optional<CheckResult> check() {
        return Optional.of(result);
    }

    /** False: what it does is not known. */
    @Override
    public boolean changesAnAlert() {
        return false;
    }
}
