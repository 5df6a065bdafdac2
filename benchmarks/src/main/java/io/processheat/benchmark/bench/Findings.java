package io.processheat.benchmark.bench;

/**
 * What a section found, in Markdown.
 *
 * @param tables the figures; they read well on a terminal, too
 * @param method how they were measured, as list items
 */
public record Findings(String title, String tables, String method) {}
