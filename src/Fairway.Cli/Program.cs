using Fairway.Cli;
using Fairway.Cli.Terminals;

return await FairwayProgram.RunAsync(args, Terminal.OfProcess(), TimeProvider.System);
