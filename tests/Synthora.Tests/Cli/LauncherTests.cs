using System.Diagnostics;
using Synthora.Tests.Web;

namespace Synthora.Tests.Cli;

/// <summary>The launcher on machines that cannot build, for which a script of two answers stands in for the SDK.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("synthora-test-").FullName;

    [Theory]
    [InlineData("8.0.404 [/usr/share/dotnet/sdk]", "", "The .NET 10 SDK is missing. Install it")]
    [InlineData("10.0.100 [/usr/share/dotnet/sdk]", "echo Killed; exit 137", "Killed")]
    [InlineData("10.0.100 [/usr/share/dotnet/sdk]", "echo 'Program.cs(1,1): error CS1002: ; expected'; exit 1", "error CS1002")]
    public async Task Why_it_cannot_build_is_said(string sdks, string build, string said)
    {
        var dotnet = Path.Combine(_folder, "dotnet");
        await File.WriteAllTextAsync(dotnet, $"#!/bin/sh\n[ \"$1\" = --list-sdks ] && {{ echo '{sdks}'; exit; }}\n{build}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Path.Combine(TextTests.Root(), "synthora"), ["doctor"]) { RedirectStandardError = true, WorkingDirectory = _folder };
        (start.Environment["PATH"], start.Environment["SYNTHORA_DATA"]) = ($"{_folder}:{Environment.GetEnvironmentVariable("PATH")}", "data");
        using var launcher = Process.Start(start)!;
        var errors = await launcher.StandardError.ReadToEndAsync();
        await launcher.WaitForExitAsync();
        launcher.ExitCode.ShouldBe(1);
        errors.ShouldContain(said);
        Directory.Exists(Path.Combine(_folder, "data")).ShouldBeTrue("a relative folder is one of where it was said");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
