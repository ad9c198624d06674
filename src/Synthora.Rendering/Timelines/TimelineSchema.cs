namespace Synthora.Rendering.Timelines;

/// <summary>The published JSON schema of timelines. It is written from the types, and a test keeps it so.</summary>
public static class TimelineSchema
{
    private static readonly Lazy<string> Text = new(() =>
    {
        using var stream = typeof(TimelineSchema).Assembly.GetManifestResourceStream("timeline.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    });

    public static string Json => Text.Value;
}
