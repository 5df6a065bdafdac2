package io.processheat.webhook.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonFloatTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0", "-0.0, -0.0", "1.0, 1.0", "-1.5, -1.5", "100.0, 100.0", "0.1, 0.1", "2.0E-3, 0.002",
        "1.0E7, 10000000.0", "1.2345678E7, 12345678.0", "1.23456789E7, 12345678.9", "-9.5E8, -950000000.0",
        "9999999999999998.0, 9999999999999998.0", "1.0E16, 1e+16", "1.2345678901234568E17, 1.2345678901234568e+17",
        "1.0E-4, 0.0001", "1.5E-4, 0.00015", "9.999E-5, 9.999e-05", "1.0E-5, 1e-05", "-1.0E-10, -1e-10",
        "1.0E22, 1e+22", "1.0E23, 1e+23", "2.0E-3, 0.002", "1.7976931348623157E308, 1.7976931348623157e+308",
        "2.2250738585072014E-308, 2.2250738585072014e-308"
    })
    void writesWhatPythonWrites(double value, String expected) {
        assertEquals(expected, PythonFloat.repr(value));
    }

    /** Java would say 4.9E-324, 9.9E-324, 4.9E-323, 9.9E-323. */
    @ParameterizedTest
    @CsvSource({"1, 5e-324", "2, 1e-323", "3, 1.5e-323", "4, 2e-323", "10, 5e-323", "12, 6e-323", "20, 1e-322", "22, 1.1e-322"})
    void needsNoSecondDigitNextToZero(long bits, String expected) {
        assertEquals(expected, PythonFloat.repr(Double.longBitsToDouble(bits)));
        assertEquals("-" + expected, PythonFloat.repr(-Double.longBitsToDouble(bits)));
    }
}
