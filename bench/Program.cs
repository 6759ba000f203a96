using BenchmarkDotNet.Running;
using Fairway.Bench.Api;
using Fairway.Bench.Caching;
using Fairway.Bench.Cel;
using Fairway.Bench.Charts;
using Fairway.Bench.Charts.Comparison;
using Fairway.Bench.Components;
using Fairway.Bench.Loads;
using Fairway.Bench.Planning;
using Fairway.Bench.Programs;
using Fairway.Bench.Records;
using Fairway.Bench.Releases;
using Fairway.Bench.Rollouts;
using Fairway.Bench.Scheduling;
using Fairway.Bench.Storage;
using Fairway.Bench.Twin;

switch (args)
{
    case ["store", .. var rest]:
        await StoreFigures.RunAsync(rest);
        break;
    case ["metadb", .. var rest]:
        await MetaDbFigures.RunAsync(rest);
        break;
    case ["cache"]:
        await CacheFigures.RunAsync();
        break;
    case ["plan", .. var rest]:
        await FleetPlanFigures.RunAsync(rest);
        break;
    case ["api", .. var rest]:
        await ApiFigures.RunAsync(rest);
        break;
    case ["access"]:
        AccessFigures.Run();
        break;
    case ["up", .. var rest]:
        await UpFigures.RunAsync(rest);
        break;
    case ["cel"]:
        CelFigures.Run();
        break;
    case ["charts"]:
        await ChartFigures.RunAsync();
        break;
    case ["chart-fleet" or "compare-charts", ..]:
        await ManyCharts.RunAsync(args);
        break;
    case ["components"]:
        await ComponentFigures.RunAsync();
        break;
    case ["releases", .. var rest]:
        await ReleasePrograms.RunAsync(rest);
        break;
    case ["rollouts", .. var rest]:
        RolloutFigures.Run(rest);
        break;
    case ["scheduler"]:
        await SchedulerFigures.RunAsync();
        break;
    case ["build"]:
        await BuildFigures.RunAsync();
        break;
    case ["load"]:
        await LoadLoop.RunAsync(Console.In, Console.Out);
        break;
    case ["twin", .. var rest]:
        await TwinFigures.RunAsync(rest);
        break;
    case ["idle", var clusters, var what]:
        await IdleFleet.RunAsync(Number(clusters), what);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
