using System.Text;
using System.Text.Json;

namespace TensorFrames.Spark;

/// <summary>A task's report column by column, as JSON: an array of [direction, column, tensor, borrowed bytes, copied bytes, reasons…].</summary>
internal static class TaskReportColumns
{
    internal const string In = "in";
    internal const string Out = "out";

    internal static string Write(IEnumerable<ConversionReport> reports)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var report in reports)
            {
                foreach (var feed in report.Feeds)
                {
                    Column(json, In, feed.Column, feed.Placeholder, feed.BorrowedBytes, feed.CopiedBytes, feed.Reasons.Keys.Order());
                }

                foreach (var fetch in report.Fetches)
                {
                    Column(json, Out, fetch.Fetch, fetch.Fetch, fetch.BorrowedBytes, fetch.CopiedBytes, fetch.CopiedBytes == 0 ? [] : [fetch.Reason]);
                }
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Column(Utf8JsonWriter json, string direction, string column, string tensor, long borrowed, long copied, IEnumerable<CopyReason> reasons)
    {
        json.WriteStartArray();
        json.WriteStringValue(direction);
        json.WriteStringValue(column);
        json.WriteStringValue(tensor);
        json.WriteNumberValue(borrowed);
        json.WriteNumberValue(copied);
        foreach (var reason in reasons)
        {
            json.WriteStringValue(reason.ToString());
        }

        json.WriteEndArray();
    }
}
