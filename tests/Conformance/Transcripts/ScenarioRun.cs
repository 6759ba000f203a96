using Fairway.Conformance.Transcripts.Comparing;

namespace Fairway.Conformance.Transcripts;

/// <summary>One scenario under way: its values, and its open watches.</summary>
internal sealed class ScenarioRun(
    ApiServer server,
    ReplaySettings settings,
    TimeProvider time,
    AnswerComparer comparer,
    Bindings bindings
) : IDisposable
{
    private readonly Dictionary<string, (OpenWatch Stream, Comparison Comparison)> watches = new(
        StringComparer.Ordinal
    );

    /// <summary>The step's differences; that it could not be sent, or was not answered, is one of them.</summary>
    public async Task<IReadOnlyList<Difference>> RunStepAsync(Step step, CancellationToken cancel)
    {
        try
        {
            var differences = step.Kind switch
            {
                "request" => await RequestAsync(step, cancel),
                "poll" => await PollAsync(step, cancel),
                "watch" => await WatchAsync(step, cancel),
                "watch-open" => await OpenWatchAsync(step, cancel),
                "watch-read" => await ReadWatchAsync(step, cancel),
                _ => throw new InvalidDataException($"the kind of step {step.Number} is unknown: {step.Kind}"),
            };
            return [.. differences, .. comparer.CheckRise(step)];
        }
        catch (UnlearnedValueException missing)
        {
            return [new Difference("request", "an answer", missing.Message)];
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [new Difference("answer", "an answer", $"none within {settings.AnswerTimeout.TotalSeconds} s")];
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return [new Difference("answer", "an answer", exception.InnerException?.Message ?? exception.Message)];
        }
    }

    /// <summary>Sends a step of the cleanup; what comes of it does not matter.</summary>
    public async Task CleanUpAsync(Step step, CancellationToken cancel)
    {
        try
        {
            await AskAsync(step, cancel);
        }
        catch (Exception exception)
            when (exception is UnlearnedValueException or HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancel.IsCancellationRequested)
            )
        {
            // The scenario has its verdict already; a server that is gone fails the next one by itself.
        }
    }

    public void Dispose()
    {
        foreach (var (stream, _) in watches.Values)
        {
            stream.Dispose();
        }
    }

    private async Task<List<Difference>> RequestAsync(Step step, CancellationToken cancel) =>
        comparer.Compare(step, await AskAsync(step, cancel));

    private async Task<List<Difference>> PollAsync(Step step, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var limit = TimeSpan.FromSeconds(step.PollTimeoutSeconds * settings.Scale);
        var mark = bindings.Mark;
        while (true)
        {
            var differences = comparer.Compare(step, await AskAsync(step, cancel));
            if (differences.Count == 0 || time.GetElapsedTime(start) > limit)
            {
                return differences;
            }

            bindings.Forget(mark);
            await Task.Delay(settings.PollPause, time, cancel);
        }
    }

    private async Task<List<Difference>> WatchAsync(Step step, CancellationToken cancel)
    {
        var response = await SendAsync(step, cancel);
        if (!response.IsSuccessStatusCode || step.Response!.ContainsKey("body"))
        {
            return comparer.Compare(step, await WholeAsync(response, cancel));
        }

        using var stream = await OpenAsync(response, cancel);
        return
        [
            .. comparer.CompareHead(step.Response, stream.Head),
            .. comparer.CompareEvents(step, step.Comparison, await ReadAsync(stream, step.Until!, cancel)),
        ];
    }

    private async Task<List<Difference>> OpenWatchAsync(Step step, CancellationToken cancel)
    {
        var response = await SendAsync(step, cancel);
        if (!response.IsSuccessStatusCode)
        {
            return comparer.Compare(step, await WholeAsync(response, cancel));
        }

        var stream = await OpenAsync(response, cancel);
        watches[step.Watch!] = (stream, step.Comparison);
        return comparer.CompareHead(step.Response!, stream.Head);
    }

    private async Task<List<Difference>> ReadWatchAsync(Step step, CancellationToken cancel) =>
        watches.TryGetValue(step.Watch!, out var watch)
            ? comparer.CompareEvents(
                step,
                ReferenceEquals(step.Comparison, Comparison.Plain) ? watch.Comparison : step.Comparison,
                await ReadAsync(watch.Stream, step.Until!, cancel)
            )
            : [new Difference("watch", "events", $"the watch {step.Watch} did not open")];

    private async Task<WatchReading> ReadAsync(OpenWatch stream, Until until, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(
            TimeSpan.FromSeconds(until.TimeoutSeconds * settings.Scale),
            time
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        return await stream.ReadAsync(until, either.Token);
    }

    private async Task<Answer> AskAsync(Step step, CancellationToken cancel) =>
        await WholeAsync(await SendAsync(step, cancel), cancel);

    private async Task<HttpResponseMessage> SendAsync(Step step, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(settings.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        return await server.SendAsync(step.Request!, bindings, either.Token);
    }

    private async Task<Answer> WholeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            using var deadline = new CancellationTokenSource(settings.AnswerTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);

            // Before the text is read: reading it gives the headers another form.
            var head = ApiServer.Head(response, "");
            return head with { Text = await response.Content.ReadAsStringAsync(either.Token) };
        }
    }

    private static async Task<OpenWatch> OpenAsync(HttpResponseMessage response, CancellationToken cancel) =>
        new(response, new StreamReader(await response.Content.ReadAsStreamAsync(cancel)));
}
