namespace Synthora.Rendering.Tests;

internal static class Running
{
    /// <summary>Processes whose working folder lies under <paramref name="folder"/>.</summary>
    public static List<string> In(string folder) =>
        [.. Directory.GetDirectories("/proc").Where(process => char.IsDigit(Path.GetFileName(process)[0]))
            .Select(process => new FileInfo(Path.Combine(process, "cwd")))
            .Select(link =>
            {
                try
                {
                    return link.LinkTarget ?? "";
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    return "";
                }
            })
            .Where(place => place.StartsWith(folder, StringComparison.Ordinal))];
}
