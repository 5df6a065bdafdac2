package io.processheat.webhook.launcher;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Events per second, 0.1 to 10000. */
final class RateConverter implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
        if (text.matches("\\d{1,5}(\\.\\d+)?")) {
            double rate = Double.parseDouble(text);
            if (rate >= 0.1 && rate <= 10_000) {
                return rate;
            }
        }
        throw new TypeConversionException("'" + text + "' is not a rate: 0.1 to 10000 events per second");
    }
}
