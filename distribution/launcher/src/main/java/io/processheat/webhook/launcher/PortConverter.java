package io.processheat.webhook.launcher;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** 0 to 65535. */
final class PortConverter implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new TypeConversionException("'" + text + "' is not a port: 0 to 65535");
        }
        return Integer.valueOf(text);
    }
}
