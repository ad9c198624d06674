using System.CommandLine;

namespace Synthora.Cli;

public static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to serve on, separated by semicolons. Default: http://127.0.0.1:8080, or the port in PORT." };
        var noWorker = new Option<bool>("--no-worker") { Description = "Only serve; `synthora work` makes the videos." };
        var command = new Command("serve", "Serves the web studio and its REST interface, and works on videos.") { urls, noWorker };
        command.SetAction((parsed, ct) =>
        {
            var configuration = Configuration.Read(Configuration.Sources(), parsed.GetValue(urls));
            if (parsed.GetValue(noWorker)) configuration.Jobs.Work = false;
            return Server.RunAsync(configuration, terminal, ct);
        });
        return command;
    }
}
