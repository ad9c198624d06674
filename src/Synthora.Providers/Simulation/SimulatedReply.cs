using System.Text.Json;

namespace Synthora.Providers.Simulation;

/// <summary>What a simulated model says, before a vendor's form is put around it.</summary>
internal sealed record SimulatedReply(string Text, (string Name, string Arguments)? Call = null, bool Refused = false, bool CutOff = false)
{
    /// <param name="tools">Names and schemas of the functions offered; one named in the prompt is called.</param>
    /// <param name="toolResult">What a function answered in this turn.</param>
    /// <param name="watched">Pictures and videos that came along.</param>
    public static SimulatedReply To(string prompt, JsonElement? schema, IReadOnlyList<(string Name, JsonElement Schema)> tools, string? toolResult, int watched = 0)
    {
        if (Magic.Says(prompt, "policy")) return new SimulatedReply("I cannot help with that.", Refused: true);
        if (Magic.Says(prompt, "long")) return new SimulatedReply("This sentence has no", CutOff: true);
        if (toolResult is not null) return new SimulatedReply($"Simulated answer. The function said: {toolResult}");
        if (tools.FirstOrDefault(tool => prompt.Contains(tool.Name, StringComparison.Ordinal)) is { Name: { } called } tool2) return new SimulatedReply("", (called, SimulatedWriting.Json(prompt, tool2.Schema)));
        var text = schema is { } shape ? SimulatedWriting.Json(prompt, shape) : SimulatedWriting.Prose(prompt);
        return new SimulatedReply(watched > 0 && schema is null ? $"{text} Seen: {watched}." : text);
    }

    public int Tokens => Text.Length / 4 + 1;

    public static int TokensOf(string text) => text.Length / 4 + 1;

    /// <summary>The text as a stream would bring it.</summary>
    public IEnumerable<string> Pieces() => Text.Chunk(24).Select(piece => new string(piece));
}
