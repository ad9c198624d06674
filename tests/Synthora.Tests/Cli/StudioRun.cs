using Synthora.Cli;

namespace Synthora.Tests.Cli;

/// <summary>Runs the command line as a person would, in a folder of its own.</summary>
internal sealed class StudioRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-cli-");

    public string Folder => _folder.FullName;

    public string At(string path) => Path.Combine(Folder, path);

    public async Task<string> WriteAsync(string name, string text)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    public static async Task<(int Exit, string Out, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(arguments, new Terminal(output, error, Interactive: false), CancellationToken.None);
        return (exit, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
