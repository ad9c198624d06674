using System.CommandLine;

namespace Synthora.Cli;

public static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serves the web studio and its REST interface, and works on videos.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, ct) => Server.RunAsync([.. parsed.UnmatchedTokens], ct));
        return command;
    }
}
