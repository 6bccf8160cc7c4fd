package io.healthmon.javalin.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import com.cronutils.model.field.value.IntegerFieldValue;
import com.cronutils.parser.CronParser;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.BitSet;
import java.util.Optional;

/**
 * What an expression says of clocks and calendars, as sets of numbers. The library reads it; looking for its moments in these sets costs
 * a day's bits for each day, whatever the expression is.
 *
 * @param anyDayOfMonth whether the days of the month are not restricted
 * @param anyDayOfWeek whether the days of the week are not restricted
 */
record CronFields(
        BitSet minutes,
        BitSet hours,
        BitSet daysOfMonth,
        BitSet months,
        BitSet daysOfWeek,
        boolean anyDayOfMonth,
        boolean anyDayOfWeek) {

    private static final String PREFIX = "Failed to parse cron expression. ";
    private static final int DAYS_OF_A_WEEK = 7;

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException naming it, if it is none, or one that never comes
     */
    static CronFields parse(String expression) {
        CronFields fields = read(expression);
        if (!fields.everOccur()) {
            throw new IllegalArgumentException(
                    "cron '" + expression + "' never comes: none of its months has one of its days");
        }
        return fields;
    }

    private static CronFields read(String expression) {
        try {
            Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(expression);
            FieldExpression dayOfMonth = field(cron, CronFieldName.DAY_OF_MONTH);
            FieldExpression dayOfWeek = field(cron, CronFieldName.DAY_OF_WEEK);
            BitSet week = set(dayOfWeek, 0, DAYS_OF_A_WEEK);
            if (week.get(DAYS_OF_A_WEEK)) {
                week.set(0);
            }
            return new CronFields(
                    set(field(cron, CronFieldName.MINUTE), 0, 59),
                    set(field(cron, CronFieldName.HOUR), 0, 23),
                    set(dayOfMonth, 1, 31),
                    set(field(cron, CronFieldName.MONTH), 1, 12),
                    week,
                    isAny(dayOfMonth),
                    isAny(dayOfWeek));
        } catch (RuntimeException e) {
            String problem = Optional.ofNullable(e.getMessage()).orElse("it can't be read");
            throw new IllegalArgumentException(
                    "cron '" + expression + "' is not allowed: "
                            + (problem.startsWith(PREFIX) ? problem.substring(PREFIX.length()) : problem)
                            + "; it takes minute, hour, day of month, month and day of week",
                    e);
        }
    }

    private static FieldExpression field(Cron cron, CronFieldName name) {
        return cron.retrieve(name).getExpression();
    }

    /** As every cron has it: a field that begins with a star restricts no days of its kind for the other. */
    private static boolean isAny(FieldExpression expression) {
        return expression instanceof Always
                || expression instanceof Every every && every.getExpression() instanceof Always;
    }

    private static BitSet set(FieldExpression expression, int first, int last) {
        BitSet set = new BitSet();
        collect(expression, first, last, 1, set);
        if (set.isEmpty()) {
            throw new IllegalArgumentException(expression.asString() + " names nothing");
        }
        return set;
    }

    private static void collect(FieldExpression expression, int first, int last, int step, BitSet set) {
        if (expression instanceof And and) {
            and.getExpressions().forEach(part -> collect(part, first, last, step, set));
        } else if (expression instanceof Every every) {
            collect(every.getExpression(), first, last, every.getPeriod().getValue(), set);
        } else if (expression instanceof Between between) {
            fill(number(between.getFrom()), number(between.getTo()), step, set);
        } else if (expression instanceof On on) {
            int from = on.getTime().getValue();
            fill(from, step == 1 ? from : last, step, set);
        } else if (expression instanceof Always) {
            fill(first, last, step, set);
        } else {
            throw new IllegalArgumentException(expression.asString() + " is not understood");
        }
    }

    private static int number(FieldValue<?> value) {
        if (value instanceof IntegerFieldValue number) {
            return number.getValue();
        }
        throw new IllegalArgumentException(value + " is not a number");
    }

    private static void fill(int from, int to, int step, BitSet set) {
        for (int i = from; i <= to; i += step) {
            set.set(i);
        }
    }

    /** True if there is such a day in some year. Where either kind of days will do, a day of the week always comes. */
    private boolean everOccur() {
        return !anyDayOfMonth && !anyDayOfWeek
                || months.stream()
                        .anyMatch(month ->
                                daysOfMonth.nextSetBit(1) <= Month.of(month).maxLength());
    }

    boolean contains(LocalDate day) {
        if (!months.get(day.getMonthValue())) {
            return false;
        }
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(day.getDayOfWeek().getValue() % DAYS_OF_A_WEEK);
        return anyDayOfMonth || anyDayOfWeek ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /** The last time of the clock that is named and not after this one; not before {@code oldest}. */
    Optional<LocalDateTime> lastUntil(LocalDateTime time, LocalDate oldest) {
        LocalTime until = time.toLocalTime();
        for (LocalDate day = time.toLocalDate(); !day.isBefore(oldest); day = day.minusDays(1)) {
            if (contains(day)) {
                Optional<LocalTime> found = lastUntil(until);
                if (found.isPresent()) {
                    return found.map(day::atTime);
                }
            }
            until = LocalTime.MAX;
        }
        return Optional.empty();
    }

    private Optional<LocalTime> lastUntil(LocalTime time) {
        int hour = hours.previousSetBit(time.getHour());
        int minute = hour == time.getHour() ? minutes.previousSetBit(time.getMinute()) : minutes.length() - 1;
        if (hour >= 0 && minute < 0) {
            hour = hours.previousSetBit(hour - 1);
            minute = minutes.length() - 1;
        }
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }

    /** The first time of the clock that is named and not before this one; not after {@code newest}. */
    Optional<LocalDateTime> firstFrom(LocalDateTime time, LocalDate newest) {
        LocalTime from = time.toLocalTime();
        for (LocalDate day = time.toLocalDate(); !day.isAfter(newest); day = day.plusDays(1)) {
            if (contains(day)) {
                Optional<LocalTime> found = firstFrom(from);
                if (found.isPresent()) {
                    return found.map(day::atTime);
                }
            }
            from = LocalTime.MIN;
        }
        return Optional.empty();
    }

    private Optional<LocalTime> firstFrom(LocalTime time) {
        boolean begun = time.getSecond() > 0 || time.getNano() > 0;
        int hour = hours.nextSetBit(time.getHour());
        int minute =
                hour == time.getHour() ? minutes.nextSetBit(time.getMinute() + (begun ? 1 : 0)) : minutes.nextSetBit(0);
        if (hour >= 0 && minute < 0) {
            hour = hours.nextSetBit(hour + 1);
            minute = minutes.nextSetBit(0);
        }
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }
}
