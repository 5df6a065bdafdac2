package io.processheat.demo.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetailTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            calculation.completed   | {"furnace_id": "f", "efficiency_percent": 88.43} | efficiency 88.4 %
            calculation.failed      | {"stack_temperature_c": null, "error": "no reading"} | no reading
            alarm.triggered         | {"alarm_code": "STACK-TEMP-HIGH", "stack_temperature_c": 412} | STACK-TEMP-HIGH 412 °C
            alarm.cleared           | {"alarm_code": "STACK-TEMP-HIGH", "stack_temperature_c": 288.06} | STACK-TEMP-HIGH 288.1 °C
            model.deployed          | {"model_name": "stack", "model_version": 3} | stack version 3
            model.degraded          | {"model_name": "stack", "residual_k": -9.12} | stack is -9.1 K off
            compliance.violation    | {"pollutant": "co", "measured_mg_m3": 185.0, "limit_mg_m3": 100.0} | CO 185.0 mg/m³, limit 100.0
            compliance.report_ready | {"mean_efficiency_percent": 88.02, "violations": 1} | mean efficiency 88.0 %, violations 1
            """)
    void showsWhatMattersOfEachType(String type, String payload, String expected) {
        assertEquals(expected, detail(type, payload));
    }

    @Test
    void typesOfOthersHaveNoDetail() {
        assertEquals("", detail("batch.finished", "{\"a\": 1}"));
    }

    @Test
    void fieldsInsideOtherFieldsAreNotMistaken() {
        assertEquals("efficiency 90.0 %", detail("calculation.completed",
                "{\"before\": {\"efficiency_percent\": 1.0}, \"all\": [1, {\"x\": 2}], \"efficiency_percent\": 90.0}"));
    }

    @Test
    void missingFieldIsAQuestionMark() {
        assertEquals("efficiency ? %", detail("calculation.completed", "{}"));
    }

    @Test
    void payloadThatIsNotJsonIsSaidToBe() {
        assertTrue(detail("calculation.completed", "{\"efficiency_percent\": ").startsWith("payload is not JSON"));
    }

    private static String detail(String type, String payload) {
        return Detail.of(type, payload.getBytes(StandardCharsets.UTF_8));
    }
}
