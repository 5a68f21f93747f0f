// Grade all submissions: a panel on formgrader's page of an assignment's submissions.
//
// Appended to nbgrader's manage_submissions.js as it is served. Starts the grading, which runs on
// without this page, shows how far it is, and renews the rows of nbgrader's own table as results
// come. A server that does not answer is asked again until it does. Takes the place of nbgrader's instructions, which tell to grade without sandboxes.
(function () {
    var POLL_MILLISECONDS = 1000, PATIENT_MILLISECONDS = 3000;
    var address = base_url + "/formgrader/api/assignment/" + encodeURIComponent(assignment_id) +
        "/grade_all";
    var panel, bar, said, list, buttons;
    var seen = 0, number = 0, isOpen = false;

    function build() {
        panel = $("<div/>").attr("id", "grade-all").addClass("panel panel-default");
        var body = $("<div/>").addClass("panel-body").appendTo(panel);
        buttons = $("<p/>").appendTo(body);
        button("btn-primary", "Grade all that is ungraded", "", function () { start(false); });
        buttons.append(" ");
        button("btn-default", "Grade all again", "again", function () {
            var question = "Run every submission again? Manual scores and comments are kept.";
            if (window.confirm(question)) start(true);
        });
        bar = $("<div/>").addClass("progress-bar").attr({
            "role": "progressbar", "aria-valuemin": 0, "aria-label": "submissions graded"
        });
        $("<div/>").addClass("progress").append(bar).hide().appendTo(body);
        said = $("<p/>").addClass("said").attr("role", "status").appendTo(body);
        said.text("It goes on when you leave this page. One broken notebook stops nobody else's.");
        list = $("<div/>").css({"max-height": "20em", "overflow-y": "auto"}).appendTo(body);
        $("#accordion").replaceWith(panel);
    }

    function button(look, text, name, press) {
        $("<button/>").attr({"type": "button", "data-grade": name || "new"})
            .addClass("btn " + look).text(text).click(press).appendTo(buttons);
    }

    function start(force) {
        buttons.children().prop("disabled", true);
        ask("POST", {"force": force ? "1" : "0"}).done(watch).fail(failed);
    }

    function ask(method, data) {
        // Behind a hub the header is wanted for GET, too, as nbgrader's own Backbone.sync sends it.
        var headers = {"X-CSRFToken": getCookie("_xsrf")};
        return $.ajax(address, {
            "method": method, "data": data, "dataType": "json", "headers": headers
        });
    }

    function watch() {
        ask("GET", {"since": seen}).done(show).fail(askAgain);
    }

    function show(job) {
        if (!job.state) return isOpen && forgotten();
        var open = job.state === "waiting" || job.state === "running";
        isOpen = open;
        buttons.children().prop("disabled", open);
        if (job.number !== number) {
            // Another grading has begun, here or in another tab: what we have is not of this one.
            number = job.number;
            list.empty();
            if (seen) {
                seen = 0;
                return watch();
            }
        }
        job.results.forEach(add);
        seen += job.results.length;
        draw(job, open);
        if (open) window.setTimeout(watch, POLL_MILLISECONDS);
    }

    function draw(job, open) {
        var share = job.total ? 100 * job.done / job.total : 0;
        bar.css("width", share + "%").toggleClass("progress-bar-striped active", open)
            .toggleClass("progress-bar-danger", job.state === "failed")
            .attr({"aria-valuenow": job.done, "aria-valuemax": job.total || 0});
        bar.parent().show();
        var words = job.total === null ? "Starting…" : job.done + " of " + job.total + " done";
        if (job.state === "waiting") words = "Waiting for another grading to end.";
        if (job.skipped) words += ", " + job.skipped + " graded before";
        if (open && job.seconds_left !== null) words += ", about " + duration(job.seconds_left) +
            " left";
        if (job.state === "finished" && job.total === 0) words = "Nobody's submission was " +
            "collected yet. Press Collect on the page of assignments first.";
        else if (job.state === "finished") words += ". Finished.";
        if (job.state === "failed") words = "The grading stopped. " + job.error;
        said.text(words);
    }

    function add(result) {
        var words = result.status.replace("_", " ");
        if (result.status === "skipped") return;
        if (result.score !== null) words += ", " + roundToPrecision(result.score, 2) + " of " +
            roundToPrecision(result.max_score, 2);
        if (result.needs_person) words += ", waits for a person";
        var line = $("<div/>").addClass("result").toggleClass("text-danger", !result.ok);
        line.append($("<b/>").text(result.student), document.createTextNode(": " + words));
        result.notes.forEach(function (note) {
            line.append($("<div/>").addClass("small text-muted").text(note));
        });
        list.prepend(line);
        var model = models && models.loaded ? models.get(result.student) : undefined;
        if (model) model.fetch();
    }

    function duration(seconds) {
        return seconds < 90 ? Math.ceil(seconds) + " s" : Math.round(seconds / 60) + " min";
    }

    function askAgain(response) {
        if (response.status >= 400 && response.status < 500) {
            said.text("The server does not let us ask (" + response.status + "). Load the page " +
                "again: what was started goes on.");
            return;
        }
        said.text("The server does not answer (" + response.status + "). It is asked again.");
        window.setTimeout(watch, PATIENT_MILLISECONDS);
    }

    function forgotten() {
        isOpen = false;
        seen = number = 0;
        buttons.children().prop("disabled", false);
        bar.removeClass("progress-bar-striped active");
        said.text("The server was started again, which ended this grading. What was graded is " +
            "kept: press the button again to go on.");
    }

    function failed(response) {
        buttons.children().prop("disabled", false);
        said.text("The server did not answer (" + response.status + "). Press again.");
    }

    $(function () { build(); watch(); });
})();
