namespace Synthora.Providers.VideoAi;

/// <summary>A picture as vendors want it: an address, or bytes in base 64 with or without their type before them.</summary>
internal sealed record Frame(string? Url, string? MediaType, string? Base64)
{
    /// <summary>An address or a data URI, which is how most vendors take it.</summary>
    public string Either => Url ?? $"data:{MediaType};base64,{Base64}";

    /// <exception cref="ProviderException">It is neither an https address nor a picture's data URI.</exception>
    public static Frame? Read(Http.Vendor vendor, string? frame)
    {
        if (frame is null) return null;
        if (frame.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return new Frame(frame, null, null);
        var comma = frame.IndexOf(";base64,", StringComparison.Ordinal);
        return frame.StartsWith("data:image/", StringComparison.Ordinal) && comma > 0
            ? new Frame(null, frame["data:".Length..comma], frame[(comma + ";base64,".Length)..])
            : throw vendor.Fault(ProviderFault.InvalidRequest, "a frame is an https address or a data URI of a picture");
    }
}
