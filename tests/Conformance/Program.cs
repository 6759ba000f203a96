using Fairway.Conformance;
using Fairway.Conformance.Records;
using Fairway.Conformance.Transcripts;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (args is ["replay", ..])
{
    return await ReplayCommand.RunAsync(args[1..], Console.Out, TimeProvider.System);
}

if (args is ["record", var file, var manager])
{
    return await RecordCommand.RunAsync(file, manager, Console.Out);
}

if (args.Any(argument => argument is "--server" or "--internal-msbuild-node"))
{
    return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}

return await ConsoleRunner.Run(args);
